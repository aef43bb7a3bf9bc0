// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/yale_lights.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace pentimento {
namespace {

constexpr int ratioSize = 96;        // texels kept: the ratios are smooth
constexpr double smoothing = 0.012;  // deviation, of the side
constexpr int mixedSubjects = 3;

}  // namespace

cv::Mat logLightRatio(const Image& lit, const Image& frontal) {
  constexpr double floor = 6;  // codes: what the camera adds to darkness
  cv::Mat above, below, ratio;
  lit.mat().convertTo(above, CV_32F, 1, floor);
  frontal.mat().convertTo(below, CV_32F, 1, floor);
  cv::log(above, above);
  cv::log(below, below);
  cv::GaussianBlur(above - below, ratio, {}, smoothing * above.cols);
  return ratio;
}

YaleLights::YaleLights(const YalePhotos& photos) {
  std::map<std::pair<double, double>, Light> byDirection;
  for (const auto& entry : photos.entries()) {
    const auto& frontal = photos.entries()[entry.frontal];
    if (&frontal == &entry) continue;
    cv::Mat ratio;
    cv::resize(logLightRatio(entry.texture, frontal.texture), ratio, {ratioSize, ratioSize}, 0, 0,
               cv::INTER_AREA);
    auto& light = byDirection[{entry.azimuth, entry.elevation}];
    light.kind = entry.light;
    light.ratios.push_back(ratio);
  }
  for (auto& [direction, light] : byDirection) lights_.push_back(std::move(light));
}

YaleLights::Ratio YaleLights::draw(cv::RNG& random, int size) const {
  const auto& light =
      lights_.at(static_cast<std::size_t>(random.uniform(0, static_cast<int>(lights_.size()))));
  cv::Mat sum = cv::Mat::zeros(ratioSize, ratioSize, CV_32F), ratio;
  for (int i = 0; i < mixedSubjects; ++i)
    sum += light.ratios[static_cast<std::size_t>(random.uniform(0, static_cast<int>(light.ratios.size())))];
  cv::exp(sum / mixedSubjects, ratio);
  const double ambient = std::pow(random.uniform(0.0, 1.0), 2) * 0.5;
  ratio = (1 - ambient) * ratio + ambient;
  const double exposure = std::exp(random.gaussian(0.2)) / std::clamp(cv::mean(ratio)[0], 0.4, 2.0);
  Ratio result{ratio * exposure, light.kind};
  if (random.uniform(0, 2) == 1) {
    cv::flip(result.light, result.light, 1);
    result.kind = mirrored(result.kind);
  }
  cv::resize(result.light, result.light, {size, size}, 0, 0,
             size > ratioSize ? cv::INTER_CUBIC : cv::INTER_AREA);
  result.light = cv::max(result.light, 0.0);
  return result;
}

}  // namespace pentimento
