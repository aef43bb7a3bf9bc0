// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <vector>

#include "core/networks/global_generator.h"

namespace pentimento {

/// pix2pixHD's G2 (paper 001/004, section 3.3; Wang et al. 2018, section 3.1) on top of a GlobalGenerator,
/// for twice its resolution: a down-sampling at full size meets the global generator's last features, three
/// residual blocks, an up-sampling. The style comes in through the global generator.
class LocalEnhancerImpl : public torch::nn::Module {
 public:
  /// `global` may be trained already; it is registered as `global`.
  explicit LocalEnhancerImpl(GlobalGenerator global);

  /// `labels`: [N, 2S, 2S] uint8, S a multiple of global->options().multiple(); `style`: as GlobalGenerator,
  /// which sees S pixels; `like` gives type, device and memory format to compute in -> [N, 3, 2S, 2S] float32
  /// in [-1, 1].
  torch::Tensor forward(const torch::Tensor& labels, const FaceStyle& style, const torch::Tensor& like);

 private:
  GlobalGenerator global_;
  ConvLayer input_{nullptr}, down_{nullptr}, up_{nullptr}, output_{nullptr};
  std::vector<ConvLayer> first_, second_;
};
TORCH_MODULE(LocalEnhancer);

}  // namespace pentimento
