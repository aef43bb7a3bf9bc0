// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/makeup_losses.h"

namespace pentimento {

torch::Tensor paintedDistance(const torch::Tensor& result, const torch::Tensor& truth,
                              const torch::Tensor& source, double beta) {
  constexpr double heavier = 4, plain = 0.2;  // a difference of a tenth of the range weighs fully
  const auto painted = ((truth - source).abs().mean(1, true) / plain).clamp_max(1);
  return (torch::smooth_l1_loss(result, truth, at::Reduction::None, beta) * (1 + heavier * painted))
      .mean();
}

torch::Tensor rendered(const torch::Tensor& texture, const torch::Tensor& grid, const torch::Tensor& coverage,
                       const torch::Tensor& crop) {
  namespace F = torch::nn::functional;
  const auto options =
      F::GridSampleFuncOptions().mode(torch::kBilinear).padding_mode(torch::kBorder).align_corners(false);
  return crop + coverage * (F::grid_sample(texture, grid, options) - crop);
}

}  // namespace pentimento
