// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include "core/networks/layers.h"

namespace pentimento {

/// The shipped discriminator of an attribute, shared by G0 and G1: "is this a real face without it", "with
/// it", asked of patches and of the whole picture. Five spectrally normalised convolutions of stride 2, two
/// heads.
class ClassPairDiscriminatorImpl : public torch::nn::Module {
 public:
  explicit ClassPairDiscriminatorImpl(std::int64_t baseChannels);

  /// [N, 3, S, S] in [-1, 1], S a multiple of 32, at least 64 -> logits of the two heads, float32: patches
  /// [N, 2, S/16, S/16] and whole [N, 2, 1, 1]; the channels are without and with.
  std::vector<torch::Tensor> forward(const torch::Tensor& picture);

 private:
  std::vector<ConvLayer> layers_;
  ConvLayer patches_{nullptr}, whole_{nullptr};
};
TORCH_MODULE(ClassPairDiscriminator);

}  // namespace pentimento
