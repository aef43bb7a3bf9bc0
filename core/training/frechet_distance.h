// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace pentimento {

/// Frechet distance of two sets of features, each taken for a Gaussian (paper 001/004, section 5.3):
/// |mu1 - mu2|^2 + Tr(S1 + S2 - 2 (S1 S2)^(1/2)). `a`: [N, D], `b`: [M, D], N and M at least 2. Small sets
/// make it large: compare only what was measured with as many pictures. Throws Error{InvalidArgument} for
/// other shapes.
double frechetDistance(const torch::Tensor& a, const torch::Tensor& b);

}  // namespace pentimento
