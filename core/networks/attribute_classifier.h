// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/networks/layers.h"

namespace pentimento {

struct AttributeClassifierOptions {
  std::vector<std::string> names;  ///< of its outputs, as CelebA calls them
  std::int64_t baseChannels = 32;
  std::int64_t size = 128;  ///< side of the crops that it is trained on, pixels

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const AttributeClassifierOptions& options);
void from_json(const nlohmann::json& json, AttributeClassifierOptions& options);

/// What attributes a face has: a small residual network (He et al. 2016) on aligned crops, for judging edits
/// and for guessing. Batch normalisation; four levels of two blocks each would be ResNet-18: here one block a
/// level.
class AttributeClassifierImpl : public torch::nn::Module {
 public:
  explicit AttributeClassifierImpl(const AttributeClassifierOptions& options);

  /// [N, 3, S, S] in [-1, 1], float32 or bfloat16 -> logits [N, names], float32.
  torch::Tensor forward(const torch::Tensor& picture);
  /// Mean activations of the last level, [N, F], float32: for Frechet distances.
  torch::Tensor features(const torch::Tensor& picture);

  const AttributeClassifierOptions& options() const { return options_; }

 private:
  struct Level {
    ConvLayer down{nullptr}, first{nullptr}, second{nullptr};
    NormLayer downNorm{nullptr}, firstNorm{nullptr}, secondNorm{nullptr};
  };
  AttributeClassifierOptions options_;
  std::vector<Level> levels_;
  torch::nn::Dropout dropout_{nullptr};
  torch::nn::Linear output_{nullptr};
};
TORCH_MODULE(AttributeClassifier);

}  // namespace pentimento
