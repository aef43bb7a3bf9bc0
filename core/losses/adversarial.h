// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <vector>

namespace pentimento {

/// Adversarial losses on logits; vectors hold one tensor a discriminator scale, and scales are summed
/// (paper 002, eq. 6). Each scale is the mean over its patches and pictures.

/// Eq. (4), as a quantity to minimise: -log D(x, y) - log(1 - D(x, G(x))), from logits by softplus.
torch::Tensor discriminatorLoss(const std::vector<torch::Tensor>& real, const std::vector<torch::Tensor>& fake);

/// The non-saturating first term of eq. (5): -log D(x, G(x)).
torch::Tensor generatorLoss(const std::vector<torch::Tensor>& fake);

}  // namespace pentimento
