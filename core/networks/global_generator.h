// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <vector>

#include "core/networks/layers.h"
#include "core/networks/spatial_style_network.h"

namespace pentimento {

/// pix2pixHD's G1 with four residual blocks and no connections across (paper 001/004, sections 3.3 and 6):
/// label map + style -> picture. Inside a residual block, with the block's style:
///   F = conv2(relu(AdaIN(conv1(x)))),  x + gamma * norm(F) + beta + reference features
/// and each up-sampling level is normalised and modulated by region (SPEC 2.1).
class GlobalGeneratorImpl : public torch::nn::Module {
 public:
  explicit GlobalGeneratorImpl(const GlobalGeneratorOptions& options = {});
  /// `labels`: [N, S, S] uint8; `style`: as options say, empty without style; `like` gives type, device and
  /// memory format to compute in -> [N, 3, S, S] in [-1, 1].
  torch::Tensor forward(const torch::Tensor& labels, const FaceStyle& style, const torch::Tensor& like);
  /// The features before the output layer, [N, baseChannels, S, S]: what LocalEnhancer adds to its own.
  torch::Tensor features(const torch::Tensor& labels, const FaceStyle& style, const torch::Tensor& like);

  const GlobalGeneratorOptions& options() const { return options_; }

 private:
  torch::Tensor residual(std::size_t block, const torch::Tensor& x, const FaceStyle& style,
                         const torch::Tensor& shares);
  torch::Tensor upsampled(std::size_t level, const torch::Tensor& x, const FaceStyle& style,
                          const torch::Tensor& labels);

  GlobalGeneratorOptions options_;
  std::vector<ConvLayer> down_, first_, second_, up_;
  std::vector<torch::nn::Linear> regionStyle_;  // codes -> (gamma, beta) of a level
  std::vector<torch::Tensor> classStyle_;       // [K, 2 C] a level: what a class has whatever the reference
  ConvLayer output_{nullptr};
};
TORCH_MODULE(GlobalGenerator);

}  // namespace pentimento
