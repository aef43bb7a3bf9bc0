// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include "core/networks/layers.h"

namespace pentimento {

/// The discriminator D of paper 003, Table 1, shared by G0 and G1: five 4x4 convolutions of stride 2 (batch
/// normalisation, leaky ReLU) and one over what is left, with three classes: without, with, generated
/// (section 3.3).
class AttributeDiscriminatorImpl : public torch::nn::Module {
 public:
  static constexpr std::int64_t without = 0, with = 1, generated = 2;

  /// `baseChannels`: 64 is the paper's; `size`: side of the pictures, a multiple of 32.
  AttributeDiscriminatorImpl(std::int64_t baseChannels, std::int64_t size);

  struct Output {
    torch::Tensor logits;    ///< [N, 3], float32
    torch::Tensor features;  ///< phi(x) of eq. (5): activations of the third layer
  };
  /// [N, 3, size, size] in [-1, 1], float32 or bfloat16.
  Output forward(const torch::Tensor& picture);

 private:
  std::vector<ConvLayer> convs_;
  std::vector<NormLayer> norms_;
};
TORCH_MODULE(AttributeDiscriminator);

}  // namespace pentimento
