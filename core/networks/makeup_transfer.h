// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <vector>

#include "core/networks/layers.h"

namespace pentimento {

/// The make-up transfer module (MTM) that paper 000 leaves open, as SPEC 2.2 has it: textures are aligned, so
/// the reference's features give (gamma, beta) for each texel, which modulate the source's normalised
/// features; residual blocks follow.
class MakeupTransferModuleImpl : public torch::nn::Module {
 public:
  /// `reach`: what dilations are multiplied with, 2 for textures twice as large: the blocks then see as much of a
  /// face as before (a blush is one only beside the rest of the cheek).
  MakeupTransferModuleImpl(std::int64_t channels, std::int64_t blocks, std::int64_t reach = 1);
  /// `source`, `reference`: repaired features [N, C, h, w]. `shade` [N or 1, 1, h, w] or a scalar, float32:
  /// alpha * (gamma, beta)_reference + (1 - alpha) * (gamma, beta)_source; undefined: 1. -> [N, C, h, w].
  torch::Tensor forward(const torch::Tensor& source, const torch::Tensor& reference,
                        const torch::Tensor& shade);

 private:
  ConvLayer look_{nullptr}, modulation_{nullptr};
  std::vector<ConvLayer> first_, second_;
};
TORCH_MODULE(MakeupTransferModule);

}  // namespace pentimento
