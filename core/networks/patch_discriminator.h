// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "core/networks/layers.h"

namespace pentimento {

/// Paper 002, section IV-B (70x70 PatchGAN) and III-D (multi-scale).
struct PatchDiscriminatorOptions {
  std::int64_t inputChannels = 3;  ///< L, a, b
  std::int64_t baseChannels = 64;  ///< the paper's is 64
  Normalisation normalisation = Normalisation::InstanceBatch;
  bool spectralNorm = true;
  std::int64_t scales = 3;         ///< discriminators, on the picture down-sampled by 1, 2, 4, …

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const PatchDiscriminatorOptions& options);
void from_json(const nlohmann::json& json, PatchDiscriminatorOptions& options);

/// e64:e128:e256:e512 and a 4x4 output convolution: three strides of 2, then 1 and 1, which sees 70x70 pixels.
/// No normalisation at the input layer; with InstanceBatch, instance statistics in e128 and batch alone in the
/// deeper e256 and e512.
class PatchDiscriminatorImpl : public torch::nn::Module {
 public:
  explicit PatchDiscriminatorImpl(const PatchDiscriminatorOptions& options = {});
  /// [N, 3, H, W] -> logits [N, 1, H/8 - 2, W/8 - 2], float32. H and W at least 24.
  torch::Tensor forward(const torch::Tensor& input);

 private:
  std::vector<ConvLayer> convs_;
  std::vector<NormLayer> norms_;
};
TORCH_MODULE(PatchDiscriminator);

/// Equal discriminators with weights of their own, each on its scale (eq. 6).
class MultiscalePatchDiscriminatorImpl : public torch::nn::Module {
 public:
  explicit MultiscalePatchDiscriminatorImpl(const PatchDiscriminatorOptions& options = {});
  /// [N, 3, H, W] -> logits of each scale, finest first. Down-sampling averages 2x2 pixels.
  std::vector<torch::Tensor> forward(const torch::Tensor& input);

 private:
  std::vector<PatchDiscriminator> scales_;
};
TORCH_MODULE(MultiscalePatchDiscriminator);

}  // namespace pentimento
