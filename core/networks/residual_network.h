// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include "core/networks/layers.h"

namespace pentimento {

/// What changes a face by adding to it (paper 003, section 3.2): x -> r, the edited face is x + r.
class ResidualNetwork : public torch::nn::Module {
 public:
  /// [N, 3, H, W] in [-1, 1], float32 or bfloat16, sides multiples of 4 -> [N, 3, H, W] float32.
  virtual torch::Tensor forward(const torch::Tensor& picture) = 0;
};

}  // namespace pentimento
