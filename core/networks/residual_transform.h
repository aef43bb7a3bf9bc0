// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/networks/residual_network.h"

namespace pentimento {

/// G0 or G1 of paper 003, Table 1: 5x5 convolution, two down-samplings, two up-samplings, batch normalisation
/// and leaky ReLU after each, a 4x4 convolution to three channels. N(0, 0.02) throughout (section 5).
class ResidualTransformImpl : public ResidualNetwork {
 public:
  /// `baseChannels`: 64 is the paper's.
  explicit ResidualTransformImpl(std::int64_t baseChannels);
  torch::Tensor forward(const torch::Tensor& picture) override;

 private:
  std::vector<ConvLayer> convs_;
  std::vector<NormLayer> norms_;
};
TORCH_MODULE(ResidualTransform);

}  // namespace pentimento
