// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "core/networks/layers.h"

namespace pentimento {

struct VggStudentOptions {
  std::int64_t baseChannels = 16;  ///< of the first layer; VGG-19's are 64

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const VggStudentOptions& options);
void from_json(const nlohmann::json& json, VggStudentOptions& options);

/// VGG-19 up to relu5_1 at a fraction of its width. A 1x1 convolution and a ReLU bring each of the five taps
/// to the channels of the whole network, so that it can learn to give the same activations (Wang et al. 2020,
/// Collaborative Distillation for Ultra-Resolution Universal Style Transfer, section 3.2, which also mirrors
/// at the border). Initialised as He et al. 2015.
class VggStudentImpl : public torch::nn::Module {
 public:
  explicit VggStudentImpl(const VggStudentOptions& options = {});
  /// [N, 3, H, W] RGB in [0, 1], H and W at least 16, float32 or bfloat16 -> relu1_1, relu2_1, relu3_1,
  /// relu4_1, relu5_1: [N, 64, H, W], [N, 128, H/2, W/2], [N, 256, …], [N, 512, …], [N, 512, H/16, W/16],
  /// float32.
  std::vector<torch::Tensor> forward(const torch::Tensor& rgb);

  const VggStudentOptions& options() const { return options_; }

 private:
  VggStudentOptions options_;
  std::vector<ConvLayer> convs_;  // one a layer of vggLayers
  std::vector<ConvLayer> heads_;  // one a tap
};
TORCH_MODULE(VggStudent);

}  // namespace pentimento
