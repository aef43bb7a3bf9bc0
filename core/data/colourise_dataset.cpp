// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/colourise_dataset.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/data/colour_hints.h"
#include "core/data/random_square.h"
#include "core/data/sample_random.h"
#include "core/image/colour.h"
#include "core/image/resample.h"
#include "core/tensor/convert.h"

namespace pentimento {
namespace {

constexpr double unhintedShare = 0.25;  // SPEC 2.3

double meanChroma(const cv::Mat& lab) {
  double sum = 0;
  for (int y = 0; y < lab.rows; ++y)
    for (int x = 0; x < lab.cols; ++x) {
      const auto& pixel = lab.at<cv::Vec3f>(y, x);
      sum += std::hypot(pixel[1], pixel[2]);
    }
  return sum / static_cast<double>(lab.total());
}

// What time and old cameras do to a grey picture. `lightness` in [0, 100].
void age(cv::Mat& lightness, cv::RNG& random) {
  const double gamma = std::exp(random.uniform(-0.35, 0.35));
  const double black = random.uniform(0.0, 10.0), white = random.uniform(85.0, 100.0);
  cv::Mat scaled = lightness / 100;
  cv::pow(scaled, gamma, scaled);
  lightness = scaled * (white - black) + black;
  if (random.uniform(0, 2) == 0) cv::GaussianBlur(lightness, lightness, {}, random.uniform(0.3, 1.2));
  if (random.uniform(0, 2) == 0) {
    cv::Mat grain(lightness.size(), CV_32F);
    random.fill(grain, cv::RNG::NORMAL, 0.0, random.uniform(0.5, 3.0));
    lightness += grain;
  }
  lightness = cv::max(cv::min(lightness, 100.0), 0.0);
}

}  // namespace

void ColouriseDatasetOptions::check() const {
  const auto share = [](double value) { return value >= 0 && value <= 1; };
  if (size < 32 || size > 1024) throw Error(ErrorKind::InvalidArgument, "size must be 32 to 1024 pixels");
  if (maximumZoom < 1 || maximumZoom > 8) throw Error(ErrorKind::InvalidArgument, "maximum_zoom must be 1 to 8");
  if (!share(recolourShare) || !share(toneShare) || !share(manyHintsShare) || !share(outlyingHintsShare) ||
      !share(ageShare))
    throw Error(ErrorKind::InvalidArgument,
                "recolour_share, tone_share, many_hints_share, outlying_hints_share and age_share must be 0 to 1");
}

ColouriseDataset::ColouriseDataset(std::shared_ptr<const PhotoFolders> photos, const ColouriseDatasetOptions& options,
                                   std::uint64_t seed)
    : photos_(std::move(photos)), options_(options), seed_(seed) {
  options.check();
}

cv::Mat ColouriseDataset::colourfulCrop(cv::RNG& random) const {
  for (int attempt = 0; attempt < 100; ++attempt) {
    const cv::Mat crop = randomSquare(photos_->draw(random), options_.size, options_.maximumZoom, random);
    cv::Mat lab = labFromRgb(Image(crop)).mat();
    if (meanChroma(lab) >= options_.minimumChroma) return lab;
  }
  throw Error(ErrorKind::Unreadable, "the folders hold hardly any colour pictures");
}

ColouriseDataset::Sample ColouriseDataset::sample(std::int64_t number) const {
  auto random = randomForSample(seed_, number);
  const cv::Mat lab = colourfulCrop(random);
  cv::Mat lightness, chroma(lab.size(), CV_32FC2);
  cv::extractChannel(lab, lightness, 0);
  const int fromTo[] = {1, 0, 2, 1};
  cv::mixChannels(&lab, 1, &chroma, 1, fromTo, 2);

  torch::Tensor hints = emptyHints(lab.rows, lab.cols);
  if (options_.hints && random.uniform(0.0, 1.0) >= unhintedShare) {
    if (random.uniform(0.0, 1.0) < options_.toneShare) changeTone(chroma, random);
    const bool many = options_.manyHintsShare > 0 && random.uniform(0.0, 1.0) < options_.manyHintsShare;
    const double mean = many ? manyHints : usualHints;
    const bool outlying = options_.outlyingHintsShare > 0 && random.uniform(0.0, 1.0) < options_.outlyingHintsShare;
    const auto spread = outlying ? HintSpread::Outlying : HintSpread::Even;
    if (random.uniform(0.0, 1.0) < options_.recolourShare) {
      const auto centre = recolour(chroma, lightness, random);
      hints = drawHints(chroma, mean, spread, random);
      const auto colour = chroma.at<cv::Vec2f>(centre);
      paintHint(hints, centre.x, centre.y, random.uniform(1, 10), colour[0], colour[1]);
    } else {
      hints = drawHints(chroma, mean, spread, random);
    }
  }
  if (random.uniform(0.0, 1.0) < options_.ageShare) age(lightness, random);
  return {networkFromLightness(tensorFromImage(Image(lightness))), networkFromChroma(tensorFromImage(Image(chroma))),
          hints};
}

ColouriseBatch ColouriseDataset::batch(std::int64_t number, const BatchPart& part) const {
  std::vector<torch::Tensor> lightness, chroma, hints;
  for (const auto i : part.samples(number)) {
    auto one = sample(i);
    lightness.push_back(one.lightness);
    chroma.push_back(one.chroma);
    hints.push_back(one.hints);
  }
  return {torch::stack(lightness), torch::stack(chroma), torch::stack(hints)};
}

Image centredSquare(const Image& image, int size) {
  const int side = std::min(image.width(), image.height());
  const cv::Rect area((image.width() - side) / 2, (image.height() - side) / 2, side, side);
  return resize(Image(image.mat()(area)), size, size);
}

}  // namespace pentimento
