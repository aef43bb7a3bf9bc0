// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/position_error.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace pentimento {

void PositionErrors::add(const FaceMesh& found, const FaceMesh& truth) {
  double inPicture = 0, inSpace = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const auto off = found[i] - truth[i];
    inPicture += std::hypot(off.x, off.y);
    inSpace += cv::norm(off);
  }
  const double unit = 100 / (static_cast<double>(truth.size()) * outerEyeDistance(truth));
  auto& sum = std::abs(yawOf(truth)) > turnedYaw ? turned_ : frontal_;
  ++sum.pictures;
  sum.error += inPicture * unit;
  sum.error3d += inSpace * unit;
  sum.worst = std::max(sum.worst, inPicture * unit);
}

nlohmann::json PositionErrors::json() const {
  const auto describe = [](const Sum& sum) {
    const double n = std::max(1, sum.pictures);
    return nlohmann::json{{"pictures", sum.pictures},
                          {"error", sum.error / n},
                          {"error_3d", sum.error3d / n},
                          {"worst", sum.worst}};
  };
  const Sum all{frontal_.pictures + turned_.pictures, frontal_.error + turned_.error,
                frontal_.error3d + turned_.error3d, std::max(frontal_.worst, turned_.worst)};
  return {{"all", describe(all)}, {"frontal", describe(frontal_)}, {"turned", describe(turned_)}};
}

FaceMesh meshFromTensor(const torch::Tensor& points) {
  const auto values = points.to(torch::kFloat32).contiguous();
  const auto* first = reinterpret_cast<const cv::Point3f*>(values.data_ptr<float>());
  return {first, first + values.size(0)};
}

}  // namespace pentimento
