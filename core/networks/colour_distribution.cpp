// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/colour_distribution.h"

namespace pentimento {
namespace {
constexpr double cellWidth = 220.0 / ChromaCells::side;
constexpr std::int64_t hiddenChannels = 64;
}  // namespace

torch::Tensor ChromaCells::indexOf(const torch::Tensor& chroma) {
  const auto cells = ((chroma.detach() + 1.0) * (side / 2.0)).floor().clamp(0, side - 1).to(torch::kInt64);
  return cells.select(1, 0) * side + cells.select(1, 1);
}

std::pair<float, float> ChromaCells::centre(std::int64_t index) {
  const auto along = [](std::int64_t cell) { return static_cast<float>((cell + 0.5) * cellWidth - 110.0); };
  return {along(index / side), along(index % side)};
}

ColourDistributionImpl::ColourDistributionImpl(std::int64_t featureChannels) {
  using torch::nn::Conv2d, torch::nn::Conv2dOptions;
  hidden_ = register_module("hidden", Conv2d(Conv2dOptions(featureChannels, hiddenChannels, 3).padding(1)));
  logits_ = register_module("logits", Conv2d(Conv2dOptions(hiddenChannels, ChromaCells::count, 1)));
}

torch::Tensor ColourDistributionImpl::forward(const torch::Tensor& features) {
  const auto halved = torch::avg_pool2d(features.to(torch::kFloat32), 2);
  return logits_(torch::relu(hidden_(halved)));
}

}  // namespace pentimento
