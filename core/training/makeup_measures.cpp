// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/makeup_measures.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/face/painted_makeup.h"
#include "core/image/colour.h"
#include "core/losses/histogram_matching.h"
#include "core/losses/makeup_losses.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"
#include "core/training/makeup_recipe.h"

namespace pentimento {
namespace {

constexpr std::array regionNames{"lips", "eyes", "skin"};

cv::Mat sharesOf(const torch::Tensor& texture) {
  return imageFromTensor((texture + 1) / 2).mat();
}

torch::Tensor textureOf(const cv::Mat& shares) {
  return tensorFromImage(Image(shares)) * 2 - 1;
}

/// U8: where one of the regions is above 0.5.
cv::Mat maskOf(const torch::Tensor& region) {
  return imageFromTensor(region).mat() > 0.5F;
}

torch::Tensor wholeFace(const torch::Tensor& regions) {
  return std::get<0>(regions.max(0, true));  // [1, S, S]
}

/// Mean and deviation of the reference's Lab colours for the source's in these masks.
void matchMoments(cv::Mat& result, const cv::Mat& source, const cv::Mat& sourceMask, const cv::Mat& reference,
                  const cv::Mat& referenceMask) {
  if (cv::countNonZero(sourceMask) == 0 || cv::countNonZero(referenceMask) == 0) return;
  cv::Scalar mean, deviation, wantedMean, wantedDeviation, scale;
  cv::meanStdDev(source, mean, deviation, sourceMask);
  cv::meanStdDev(reference, wantedMean, wantedDeviation, referenceMask);
  for (int c = 0; c < 3; ++c) scale[c] = wantedDeviation[c] / std::max(deviation[c], 1e-3);
  cv::Mat moved = source - mean;
  cv::multiply(moved, scale, moved);
  cv::Mat(moved + wantedMean).copyTo(result, sourceMask);
}

}  // namespace

MakeupMethod networkMethod(MakeupGenerator& network, const Compute& compute) {
  return [&network, &compute](const MakeupBatch& pair) {
    const torch::NoGradGuard noGradient;
    const auto own = toCompute(pair.source.unsqueeze(0), compute);
    const auto made = network(own, toCompute(pair.reference.unsqueeze(0), compute));
    // What is added to the source as it is, not to what half precision leaves of it.
    return (pair.source + (made - own.to(torch::kFloat32))[0].cpu()).clamp(-1, 1);
  };
}

torch::Tensor unchanged(const MakeupBatch& pair) {
  return pair.source;
}

torch::Tensor reinhardTransferred(const MakeupBatch& pair, bool byRegion) {
  const cv::Mat source = labFromRgb(Image(sharesOf(pair.source))).mat(),
                reference = labFromRgb(Image(sharesOf(pair.reference))).mat();
  cv::Mat result = source.clone();
  if (byRegion)
    for (int i = 0; i < 3; ++i)
      matchMoments(result, source, maskOf(pair.sourceRegions.narrow(0, i, 1)), reference,
                   maskOf(pair.referenceRegions.narrow(0, i, 1)));
  else
    matchMoments(result, source, maskOf(wholeFace(pair.sourceRegions)), reference,
                 maskOf(wholeFace(pair.referenceRegions)));
  cv::Mat rgb;
  cv::cvtColor(result, rgb, cv::COLOR_Lab2RGB);
  const auto transferred = textureOf(rgb).clamp(-1, 1);
  return torch::where(wholeFace(pair.sourceRegions) > 0.5, transferred, pair.source);
}

torch::Tensor histogramTransferred(const MakeupBatch& pair) {
  auto result = pair.source.clone();
  for (std::int64_t i = 0; i < 3; ++i) {
    const auto mine = pair.sourceRegions[i] > 0.5, theirs = pair.referenceRegions[i] > 0.5;
    if (!mine.any().item<bool>() || !theirs.any().item<bool>()) continue;
    for (std::int64_t c = 0; c < 3; ++c)
      result[c].masked_scatter_(mine, histogramMatched(pair.source[c].masked_select(mine),
                                                       pair.reference[c].masked_select(theirs)));
  }
  return result;
}

void ColourTally::add(const torch::Tensor& result, const MakeupBatch& pair) {
  for (std::size_t i = 0; i < regionNames.size(); ++i) {
    const auto of = [&](const torch::Tensor& regions) {
      return regions.narrow(0, static_cast<std::int64_t>(i), 1);
    };
    const auto distance =
        histogramDistance(result, of(pair.sourceRegions), pair.plainReference, of(pair.referenceRegions));
    if (!distance) continue;
    sums_[i] += *distance;
    ++counts_[i];
  }
}

nlohmann::json ColourTally::json() const {
  auto result = nlohmann::json::object();
  for (std::size_t i = 0; i < regionNames.size(); ++i)
    if (counts_[i] > 0) result[regionNames[i]] = sums_[i] / counts_[i];
  return result;
}

std::pair<MakeupBatch, torch::Tensor> paintedPart(const MakeupDataset& maker, const StoredFace& source,
                                                  const StoredFace& reference, MakeupPart part,
                                                  cv::RNG& random) {
  const auto style = randomMakeup(random, part);
  auto pair = maker.pair(source, reference);
  pair.reference = pair.plainReference =
      textureOf(painted(sharesOf(pair.reference), style, reference.labels));
  return {pair, textureOf(painted(sharesOf(pair.source), style, source.labels)) - pair.source};
}

void PaintedTally::add(const MakeupMethod& method, MakeupPart part, const MakeupBatch& pair,
                       const torch::Tensor& wanted) {
  const auto done = method(pair) - pair.source;
  auto& sums = sums_[static_cast<std::size_t>(part)];
  sums.wanted += wanted.square().sum().item<double>();
  sums.along += (done * wanted).sum().item<double>();
  sums.done += done.square().sum().item<double>();
}

nlohmann::json PaintedTally::json() const {
  auto result = nlohmann::json::object();
  for (const auto part : makeupParts) {
    const auto& [wanted, along, done] = sums_[static_cast<std::size_t>(part)];
    if (wanted <= 0) continue;
    const double rest = std::max(0.0, done - along * along / wanted);
    result[std::string(nameOf(part))] = {{"comes_over", along / wanted},
                                         {"beside", std::sqrt(rest / wanted)}};
  }
  return result;
}

double meanChange(const torch::Tensor& a, const torch::Tensor& b, const torch::Tensor& regions) {
  const auto inside = (a - b).abs().mean(0, true).masked_select(wholeFace(regions) > 0.5);
  return inside.numel() == 0 ? 0 : inside.mean().item<double>() * 127.5;
}

torch::Tensor relit(const torch::Tensor& texture, const StoredFace& face, const LightChange& light) {
  cv::Mat normals;
  face.normals.mat().convertTo(normals, CV_32F, 1.0 / 127.5, -1);
  return textureOf(light(sharesOf(texture), normals));
}

LightLeaks lightLeaks(const MakeupMethod& method, const MakeupBatch& pair, const StoredFace& source,
                      const StoredFace& reference, const LightChange& light) {
  const auto plain = method(pair);
  auto otherReference = pair, otherSource = pair;
  otherReference.reference = relit(pair.reference, reference, light);
  otherSource.source = relit(pair.source, source, light);
  return {meanChange(method(otherReference), plain, pair.sourceRegions),
          meanChange(method(otherSource), relit(plain, source, light), pair.sourceRegions)};
}

torch::Tensor cropWith(const StoredFace& face, const torch::Tensor& added) {
  const auto crop = pictureTensor(face.crop, face.crop.width()).unsqueeze(0);
  const auto places = tensorFromImage(face.places).unsqueeze(0);  // u, v, coverage
  const auto grid = (places.narrow(1, 0, 2) * 2 - 1).permute({0, 2, 3, 1});
  return (crop + rendered(added.unsqueeze(0), grid, places.narrow(1, 2, 1), torch::zeros_like(crop)))
      .clamp(-1, 1)[0];
}

}  // namespace pentimento
