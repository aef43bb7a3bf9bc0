// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <array>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "core/networks/layers.h"

namespace pentimento {

/// Where the light on a face comes from, at two strengths (SPEC 2.2). Left and right are those of the
/// texture, which are those of the picture.
enum class LightClass {
  Frontal,
  DimFrontal,
  Left,
  HardLeft,
  Right,
  HardRight,
  Top,
  HardTop,
  Bottom,
  HardBottom
};
inline constexpr int lightClassCount = 10;

/// The light on the mirrored face: left and right change places.
LightClass mirrored(LightClass light);
/// 0 to 4: frontal, left, right, top, bottom, of either strength.
int directionOf(LightClass light);
inline constexpr int lightDirectionCount = 5;
/// "frontal", "dim-frontal", "left", "hard-left", …
const char* nameOf(LightClass light);

struct IlluminationClassifierOptions {
  std::int64_t baseChannels = 16;  ///< of the first block; doubled in each of the next two
  std::int64_t size = 128;         ///< side at which textures are looked at, pixels; others are resized

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const IlluminationClassifierOptions& options);
void from_json(const nlohmann::json& json, IlluminationClassifierOptions& options);

/// Paper 000, section 3.2: a small convolutional classifier of the light on a face texture, whose first three
/// blocks tell where highlights and shadows are. It sees the texture and what tells it from its mirrored self
/// (ours): a shadow on one side, and not on the other, is then seen by the first block already.
class IlluminationClassifierImpl : public torch::nn::Module {
 public:
  explicit IlluminationClassifierImpl(const IlluminationClassifierOptions& options = {});
  /// Texture [N, 3, S, S] of any size, RGB in [-1, 1], float32 or bfloat16 -> logits [N, 10], float32.
  torch::Tensor forward(const torch::Tensor& texture);
  /// Multi-layer attention: features of blocks 1, 2, 3 summed over channels and sigmoid-normalised:
  /// M_l, [N, 1, size / 2^l, size / 2^l], float32, 0 to 1.
  std::vector<torch::Tensor> attention(const torch::Tensor& texture);
  /// Both, for what one of them costs.
  struct Seen {
    torch::Tensor logits;
    std::vector<torch::Tensor> attention;
  };
  Seen look(const torch::Tensor& texture);

  /// Sets what the sums over channels are measured by, so that over these textures they have mean 0 and unit
  /// deviation before the sigmoid: where training begins.
  void standardiseAttention(const torch::Tensor& textures);

  const IlluminationClassifierOptions& options() const { return options_; }

 private:
  torch::Tensor input(const torch::Tensor& texture) const;  // [N, 6, size, size]
  static torch::Tensor channelSum(const torch::Tensor& features);
  torch::Tensor normalised(std::int64_t layer, const torch::Tensor& features);

  IlluminationClassifierOptions options_;
  std::vector<ConvLayer> blocks_;
  torch::nn::Linear output_{nullptr};
  torch::Tensor attentionShift_, attentionScale_;  // [3]
};
TORCH_MODULE(IlluminationClassifier);

}  // namespace pentimento
