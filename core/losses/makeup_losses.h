// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace pentimento {

/// Distance to the painted truth: smooth L1 (Huber's over `beta`), quadratic below `beta`; up to five times as heavy
/// where the truth differs from the source: most of a face wears next to nothing. [N, 3, S, S] each -> scalar.
torch::Tensor paintedDistance(const torch::Tensor& result, const torch::Tensor& truth,
                              const torch::Tensor& source, double beta);

/// Paper 000, eq. (3): the picture of a face with this texture. `texture` [N, 3, S, S]; `grid` [N, h, w, 2]:
/// where a pixel lies in the texture, -1 to 1; `coverage` [N, 1, h, w]: how much of it is replaced; `crop`
/// [N, 3, h, w]: the picture otherwise. Differentiable in the texture.
torch::Tensor rendered(const torch::Tensor& texture, const torch::Tensor& grid, const torch::Tensor& coverage,
                       const torch::Tensor& crop);

}  // namespace pentimento
