// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <functional>

namespace pentimento {

/// WGAN-GP (paper 001/004, section 3.5; Gulrajani et al. 2017): mean of (|grad_x D(x)|_2 - 1)^2 at x = e *
/// real + (1 - e) * fake, one e in [0, 1] a picture, drawn by the caller: [N, 1, ...]. `critic` maps [N, ...] to anything; its outputs are
/// summed a picture. Differentiable in the critic's weights: its operators must be differentiable twice.
torch::Tensor gradientPenalty(const std::function<torch::Tensor(const torch::Tensor&)>& critic,
                              const torch::Tensor& real, const torch::Tensor& fake, const torch::Tensor& e);

}  // namespace pentimento
