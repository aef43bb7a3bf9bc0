// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "core/networks/layers.h"

namespace pentimento {

/// Sizes of the generator and of the style network that fits it (paper 001/004, section 3; pix2pixHD's G1).
struct GlobalGeneratorOptions {
  std::int64_t classes = 19;        ///< of the label maps
  std::int64_t baseChannels = 64;   ///< pix2pixHD's 64
  std::int64_t downsamplings = 3;   ///< strides of 2 before the residual blocks; each doubles the channels
  std::int64_t residualBlocks = 4;  ///< section 6: four
  bool style = true;                ///< Whether a reference's style conditions it; false: plain pix2pixHD

  /// The sides of label maps and references must be multiples of this.
  std::int64_t multiple() const { return std::int64_t(1) << downsamplings; }
  /// Channels after `level` down-samplings.
  std::int64_t channelsAt(std::int64_t level) const { return baseChannels << level; }
  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const GlobalGeneratorOptions& options);
void from_json(const nlohmann::json& json, GlobalGeneratorOptions& options);

/// What a reference gives to one residual block. Everything spatial is held per region: the mean over each
/// class of the *reference's* label map, spread over the same class of the *target's* (SPEC 2.1), so that the
/// target's map alone decides where things are. All float32.
struct BlockStyle {
  torch::Tensor regions;          ///< [N, K, C]: the features after the second convolution (section 3.2)
  torch::Tensor scale, shift;     ///< [N, K, C]: SFT's (gamma, beta) = M(regions) (section 3.2.1)
  torch::Tensor mean, deviation;  ///< [N, C]: AdaIN's mu(y) and sigma(y) of those features (section 3.2.2)
};
struct FaceStyle {
  std::vector<BlockStyle> blocks;
  torch::Tensor codes;  ///< [N, K, codeChannels]: what the up-sampling levels are modulated from

  bool empty() const { return blocks.empty(); }
};

/// Section 3.2: (reference image, its label map) -> style parameters, one set for each residual block.
/// Instance normalisation forgets absolute colours, so mean and deviation of each region's own RGB stand
/// beside its features.
class SpatialStyleNetworkImpl : public torch::nn::Module {
 public:
  explicit SpatialStyleNetworkImpl(const GlobalGeneratorOptions& options = {});
  /// `reference`: [N, 3, S, S] in [-1, 1]; `labels`: [N, S, S] uint8. `dropped` ([N, K], float32, optional):
  /// 1 for regions to be treated as if the reference did not have them: how training teaches what to do
  /// without.
  FaceStyle forward(const torch::Tensor& reference, const torch::Tensor& labels,
                    const torch::Tensor& dropped = {});

  /// Of FaceStyle::codes.
  static std::int64_t codeChannels(const GlobalGeneratorOptions& options);

 private:
  GlobalGeneratorOptions options_;
  std::vector<ConvLayer> encoder_, first_, second_;
  std::vector<torch::nn::Linear> mapping_;
  std::vector<torch::Tensor> absent_;  // [K, C + 6] a block: what stands for a region the reference lacks
};
TORCH_MODULE(SpatialStyleNetwork);

}  // namespace pentimento
