// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <vector>

#include "core/networks/layers.h"

namespace pentimento {

/// Paper 000, section 3.2 (IRM): features of a face texture that light spoils on one side are replaced by
/// those of the mirrored side, where the attention of the illumination classifier is high.
class IlluminationRepairModuleImpl : public torch::nn::Module {
 public:
  /// `layers`: how many attention maps (the paper's 3). 1: the paper's "w/o MLA", with M_2 alone.
  /// Begins as the mean over l of the repaired features.
  explicit IlluminationRepairModuleImpl(std::int64_t channels, std::int64_t layers = 3);
  /// Eqs. (4) and (5): F_l = (1 - M_l) F + M_l F', with F' mirrored; concatenated over l, then a 1x1
  /// convolution. `attention`: M_l [N, 1, h_l, w_l], resized to F's size here. [N, C, h, w] -> [N, C, h, w].
  torch::Tensor forward(const torch::Tensor& features, const std::vector<torch::Tensor>& attention);

 private:
  std::int64_t layers_;
  ConvLayer fuse_{nullptr};
};
TORCH_MODULE(IlluminationRepairModule);

}  // namespace pentimento
