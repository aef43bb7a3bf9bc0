// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/parse_dataset.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/data/disturb.h"
#include "core/data/sample_random.h"
#include "core/face/label_map.h"
#include "core/tensor/picture_tensor.h"

namespace pentimento {
namespace {

/// Sample pixels -> pixels of a picture of this size: about the middle, turned, scaled, shifted (shares of
/// the side).
cv::Matx23d pictureFromSample(const cv::Size& picture, int size, double scale, double degrees,
                              const cv::Point2d& shift) {
  const double a = degrees * CV_PI / 180, factor = static_cast<double>(picture.width) / size / scale;
  const double c = std::cos(a) * factor, s = std::sin(a) * factor, middle = (size - 1) / 2.0;
  const cv::Point2d centre((picture.width - 1) / 2.0 + shift.x * picture.width,
                           (picture.height - 1) / 2.0 + shift.y * picture.height);
  return {c, -s, centre.x - c * middle + s * middle, s, c, centre.y - s * middle - c * middle};
}

}  // namespace

void ParseDatasetOptions::check() const {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(size >= 64 && size <= 1024 && size % 32 == 0, "size must be a multiple of 32, 64 to 1024 pixels");
  require(mirrorShare >= 0 && mirrorShare <= 1 && disturbShare >= 0 && disturbShare <= 1,
          "shares must be 0 to 1");
  require(maximumScale >= 1 && maximumScale <= 4, "maximum_scale must be 1 to 4");
  require(maximumRotation >= 0 && maximumRotation <= 180, "maximum_rotation must be 0 to 180 degrees");
  require(maximumShift >= 0 && maximumShift <= 0.5, "maximum_shift must be 0 to 0.5 of the side");
}

ParseDataset::ParseDataset(std::shared_ptr<const ParsePhotos> photos, const ParseDatasetOptions& options,
                           std::uint64_t seed)
    : photos_(std::move(photos)), options_(options), seed_(seed) {
  options.check();
}

std::pair<torch::Tensor, torch::Tensor> ParseDataset::sample(std::int64_t number) const {
  auto random = randomForSample(seed_, number);
  const auto photo = photos_->draw(random);
  const int size = static_cast<int>(options_.size);
  const double scale = std::pow(options_.maximumScale, random.uniform(-1.0, 1.0));
  const double turn = options_.maximumRotation * random.uniform(-1.0, 1.0);
  const cv::Point2d shift(options_.maximumShift * random.uniform(-1.0, 1.0),
                          options_.maximumShift * random.uniform(-1.0, 1.0));
  const auto warped = [&](const cv::Mat& input, int interpolation) {
    cv::Mat out;
    cv::warpAffine(input, out, pictureFromSample(input.size(), size, scale, turn, shift), {size, size},
                   interpolation | cv::WARP_INVERSE_MAP, cv::BORDER_REFLECT);
    return out;
  };
  cv::Mat picture = warped(photo.picture, cv::INTER_LINEAR), labels = warped(photo.labels, cv::INTER_NEAREST);
  if (random.uniform(0.0, 1.0) < options_.mirrorShare) {
    cv::flip(picture, picture, 1);
    labels = mirrored(Image(labels)).mat();
  }
  if (random.uniform(0.0, 1.0) < options_.disturbShare) {
    picture.convertTo(picture, CV_32F, 1 / 255.0);
    disturbLight(picture, random);
    disturbSharpness(picture, random);
    picture = cv::max(cv::min(picture, 1.0), 0.0);
  }
  return {pictureTensor(Image(picture), size), labelTensor(Image(labels))};
}

ParseBatch ParseDataset::batch(std::int64_t number, const BatchPart& part) const {
  std::vector<torch::Tensor> pictures, labels;
  for (const auto i : part.samples(number)) {
    const auto [picture, map] = sample(i);
    pictures.push_back(picture);
    labels.push_back(map);
  }
  return {torch::stack(pictures), torch::stack(labels)};
}

cv::Mat resizedLabels(const cv::Mat& labels, int size) {
  cv::Mat out;
  cv::resize(labels, out, {size, size}, 0, 0, cv::INTER_NEAREST_EXACT);
  return out;
}

}  // namespace pentimento
