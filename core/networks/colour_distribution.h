// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <vector>

namespace pentimento {

/// The chroma plane cut into square cells of 10 x 10 Lab units over [-110, 110]².
struct ChromaCells {
  static constexpr std::int64_t side = 22;
  static constexpr std::int64_t count = side * side;
  /// [N, 2, H, W] in network scale -> cell index [N, H, W], int64.
  static torch::Tensor indexOf(const torch::Tensor& chroma);
  /// Centre of a cell in Lab units: {a, b}.
  static std::pair<float, float> centre(std::int64_t index);
};

/// Which chroma is likely at a point: logits over ChromaCells from the colouriser's last features, as the local
/// colour distribution of Zhang et al. 2017 (reference [13] of paper 002), from which colours are suggested to the
/// user. Trained by cross-entropy on detached features, so it does not change the paper's network.
class ColourDistributionImpl : public torch::nn::Module {
 public:
  explicit ColourDistributionImpl(std::int64_t featureChannels);
  /// [N, C, H, W] features -> logits [N, 484, H/2, W/2].
  torch::Tensor forward(const torch::Tensor& features);

 private:
  torch::nn::Conv2d hidden_{nullptr}, logits_{nullptr};
};
TORCH_MODULE(ColourDistribution);

}  // namespace pentimento
