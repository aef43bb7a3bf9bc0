// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace pentimento {

/// Instance normalisation, modulation and activation in one pass over memory. At full resolution these cost
/// more than the convolutions between them when LibTorch runs them one by one.
///
/// y = f(scale[n, label, c] * (x - mu_nc) / sqrt(var_nc + 1e-5) + shift[n, label, c]),
/// f(v) = v above 0, slope * v below (slope 1: none, 0: ReLU, 0.2: leaky).
///
/// `x`: [N, C, H, W], float32 or bfloat16; `scale`, `shift`: [N or 1, K, C], float32; `labels`: [N, H, W]
/// uint8 below K, contiguous; undefined when K is 1. With K = 1 and a picture's own statistics this is AdaIN
/// (paper 001, section 3.2.2); with one row a region it is SFT of the normalised features (section 3.2.1).
/// Differentiable once in x, scale and shift. Fused on the CPU, composed of LibTorch's own operators
/// elsewhere.
torch::Tensor modulatedInstanceNorm(const torch::Tensor& x, const torch::Tensor& scale,
                                    const torch::Tensor& shift, const torch::Tensor& labels, double slope);
/// Plain instance normalisation without learnt parameters, then the activation.
torch::Tensor instanceNorm(const torch::Tensor& x, double slope);

/// The same from LibTorch's operators, differentiable any number of times (a gradient penalty needs twice).
torch::Tensor composedInstanceNorm(const torch::Tensor& x, const torch::Tensor& scale,
                                   const torch::Tensor& shift, const torch::Tensor& labels, double slope);

}  // namespace pentimento
