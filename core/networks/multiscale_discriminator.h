// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "core/networks/layers.h"

namespace pentimento {

/// pix2pixHD's discriminators (paper 001/004, section 3.4) on (image, label map) at full, half, quarter size,
/// ….
struct MultiscaleDiscriminatorOptions {
  std::int64_t inputChannels = 22;  ///< RGB and 19 classes
  std::int64_t baseChannels = 64;   ///< pix2pixHD's 64
  std::int64_t layers = 3;          ///< strides of 2; a fourth convolution of stride 1 and the output follow
  std::int64_t scales = 3;
  bool spectralNorm = true;  ///< SPEC 2.1's trial; pix2pixHD has none

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const MultiscaleDiscriminatorOptions& options);
void from_json(const nlohmann::json& json, MultiscaleDiscriminatorOptions& options);

class MultiscaleDiscriminatorImpl : public torch::nn::Module {
 public:
  explicit MultiscaleDiscriminatorImpl(const MultiscaleDiscriminatorOptions& options = {});

  struct Output {
    std::vector<torch::Tensor> logits;                 ///< one a scale: [N, 1, h, w], float32
    std::vector<std::vector<torch::Tensor>> features;  ///< a scale's activations, for feature matching
  };
  /// [N, C, H, W]; H and W at least 8 * 2^(layers + scales - 3).
  Output forward(const torch::Tensor& input);
  /// Whether norms are composed of operators that can be differentiated twice, as a gradient penalty needs;
  /// slower.
  void setTwiceDifferentiable(bool on) { twiceDifferentiable_ = on; }
  const MultiscaleDiscriminatorOptions& options() const { return options_; }

 private:
  torch::Tensor normalised(const torch::Tensor& x) const;

  MultiscaleDiscriminatorOptions options_;
  bool twiceDifferentiable_ = false;
  std::vector<std::vector<ConvLayer>> scales_;
};
TORCH_MODULE(MultiscaleDiscriminator);

}  // namespace pentimento
