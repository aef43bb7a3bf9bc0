// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/attribute_region.h"

#include <cmath>

#include "core/face/label_map.h"

namespace pentimento {
namespace {

/// Shares of the crop's side. The convention puts the eyes at 0.47 of the height, 0.38 and 0.62 of the width.
struct Box {
  double left, top, right, bottom;
};
constexpr Box aroundEyes{0.08, 0.33, 0.92, 0.63}, lowerFace{0.15, 0.42, 0.85, 1.0};

torch::Tensor inside(const Box& box, const torch::Tensor& labels) {
  const auto at = [&](double share) {
    return static_cast<std::int64_t>(std::lround(share * labels.size(0)));
  };
  auto region = torch::zeros_like(labels, torch::kBool);
  region.slice(0, at(box.top), at(box.bottom)).slice(1, at(box.left), at(box.right)).fill_(true);
  return region;
}

}  // namespace

torch::Tensor attributeRegion(Attribute attribute, const torch::Tensor& labels) {
  switch (attribute) {
    case Attribute::Glasses:
      return inside(aroundEyes, labels);
    case Attribute::Beard:
    case Attribute::Smile:
    case Attribute::MouthOpen:
      return inside(lowerFace, labels);
    case Attribute::Young:
    case Attribute::Male:
      break;
  }
  return labels != static_cast<int>(FaceClass::Background);
}

double psnrOutside(const torch::Tensor& a, const torch::Tensor& b, const torch::Tensor& region) {
  const auto outside = region.logical_not().unsqueeze(0).expand_as(a);
  const double error = (a - b).pow(2).masked_select(outside).to(torch::kFloat64).mean().item<double>();
  constexpr double range = 2, equal = 100;
  return std::isnan(error) || error == 0 ? equal : std::min(equal, 10 * std::log10(range * range / error));
}

}  // namespace pentimento
