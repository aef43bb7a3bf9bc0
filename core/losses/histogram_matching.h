// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace pentimento {

/// Exact histogram matching: each of the n values takes the value of the same quantile in `reference` (m of
/// them, linear in between). Values that are equal share what they get. [n], [m] -> [n], float32; n and m at
/// least 1. Without gradients.
torch::Tensor histogramMatched(const torch::Tensor& values, const torch::Tensor& reference);

/// Paper 000, eq. (6), for one region: |HM(I_t M, I_r M) - I_t M|_2^2, the mean over the region's texels and
/// channels, so that regions of any size weigh alike; a region that is empty on either side counts 0. The
/// matched picture is a constant. `generated`, `reference`: [N, C, H, W], float32; their masks [N, 1, H, W]:
/// texels above 0.5 are in the region. -> scalar.
torch::Tensor histogramMatching(const torch::Tensor& generated, const torch::Tensor& generatedMask,
                                const torch::Tensor& reference, const torch::Tensor& referenceMask);

}  // namespace pentimento
