// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/attribute_region.h"

#include <algorithm>
#include <cmath>

#include "core/face/label_map.h"
#include "core/tensor/picture_tensor.h"

namespace pentimento {
namespace {

/// Shares of the crop's side. The convention puts the eyes at 0.47 of the height, 0.38 and 0.62 of the width.
struct Box {
  double left, top, right, bottom;
};
constexpr Box aroundEyes{0.08, 0.33, 0.92, 0.63}, lowerFace{0.15, 0.42, 0.85, 1.0};
constexpr Box eyes{0.125, 0.34375, 0.875, 0.59375}, mouth{0.3125, 0.53125, 0.6875, 0.90625},
    browsToChin{0.25, 0.375, 0.75, 0.875};

const Box& closeUpOf(Attribute attribute) {
  switch (attribute) {
    case Attribute::Glasses:
      return eyes;
    case Attribute::Beard:
    case Attribute::Smile:
    case Attribute::MouthOpen:
      return mouth;
    case Attribute::Young:
    case Attribute::Male:
      break;
  }
  return browsToChin;
}

/// What `box` holds of [..., S, S], a view.
torch::Tensor cut(const torch::Tensor& pictures, const Box& box) {
  const auto at = [&](double share) {
    return static_cast<std::int64_t>(std::lround(share * pictures.size(-1)));
  };
  return pictures.slice(-2, at(box.top), at(box.bottom)).slice(-1, at(box.left), at(box.right));
}

torch::Tensor inside(const Box& box, const torch::Tensor& labels) {
  auto region = torch::zeros_like(labels, torch::kBool);
  cut(region, box).fill_(true);
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

torch::Tensor closeUp(Attribute attribute, const torch::Tensor& pictures) {
  const auto part = cut(pictures, closeUpOf(attribute));
  // What the discriminator wants: nearest to twice as large.
  const auto enlarged = [](std::int64_t side) {
    return std::max<std::int64_t>(64, (2 * side + 16) / 32 * 32);
  };
  return resizedBilinear(part, enlarged(part.size(2)), enlarged(part.size(3)));
}

double psnrOutside(const torch::Tensor& a, const torch::Tensor& b, const torch::Tensor& region) {
  const auto outside = region.logical_not().unsqueeze(0).expand_as(a);
  const double error = (a - b).pow(2).masked_select(outside).to(torch::kFloat64).mean().item<double>();
  constexpr double range = 2, equal = 100;
  return std::isnan(error) || error == 0 ? equal : std::min(equal, 10 * std::log10(range * range / error));
}

}  // namespace pentimento
