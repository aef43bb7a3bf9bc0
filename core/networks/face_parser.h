// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <nlohmann/json_fwd.hpp>

#include "core/networks/layers.h"

namespace pentimento {

struct FaceParserOptions {
  std::int64_t baseChannels = 32;  ///< width; the context path ends with eight times as many channels
  std::int64_t classes = 19;

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const FaceParserOptions& options);
void from_json(const nlohmann::json& json, FaceParserOptions& options);

/// Class scores from features, 3x3 convolution and 1x1: [N, C, H, W] -> [N, classes, H, W].
class ParserHeadImpl : public torch::nn::Module {
 public:
  ParserHeadImpl(std::int64_t inputChannels, std::int64_t middleChannels, std::int64_t classes);
  torch::Tensor forward(const torch::Tensor& input);

 private:
  torch::nn::Sequential body_;
  ConvLayer scores_{nullptr};
};
TORCH_MODULE(ParserHead);

/// A label for every pixel of a face: BiSeNet (Yu et al., "BiSeNet: Bilateral Segmentation Network for
/// Real-time Semantic Segmentation", ECCV 2018). A shallow spatial path keeps detail at 1/8, a deep context
/// path (a ResNet-18 of half the width, global average pooling, attention refinement modules) knows what is
/// where, a feature fusion module joins them. What differs: the two paths share their first convolution, for
/// on a processor the half-resolution layers cost more than their products; and scores are made at 1/4 from
/// the fused features and the spatial path's, for an eye is three pixels high at 1/8. 3.8 million parameters
/// at the default width.
class FaceParserImpl : public torch::nn::Module {
 public:
  explicit FaceParserImpl(const FaceParserOptions& options);

  struct Output {
    torch::Tensor scores;  ///< [N, classes, H/4, W/4], before the softmax
    torch::Tensor
        context8;  ///< [N, contextChannels(), H/8, W/8]: what the auxiliary heads of training see, …
    torch::Tensor context16;  ///< … and the same at 1/16
  };
  /// [N, 3, H, W] RGB in [-1, 1] -> [N, classes, H/4, W/4] scores. H and W are multiples of 32, at least 64.
  /// In training mode N is at least 2. Throws Error{InvalidArgument} for another shape.
  torch::Tensor forward(const torch::Tensor& input) { return forwardWithContext(input).scores; }
  Output forwardWithContext(const torch::Tensor& input);

  const FaceParserOptions& options() const { return options_; }
  std::int64_t contextChannels() const { return 4 * options_.baseChannels; }
  /// H and W must be multiples of this.
  static constexpr std::int64_t multiple() { return 32; }

 private:
  FaceParserOptions options_;
  torch::nn::Sequential stem_, spatial4_, spatial8_, context4_, context8_, context16_, context32_;
  torch::nn::Sequential refine16_, refine32_, attention16_, attention32_, global_, join16_, join8_;
  torch::nn::Sequential fusion_, fusionAttention_, skip4_, narrow_;
  ParserHead head_{nullptr};
};
TORCH_MODULE(FaceParser);

/// The likeliest class of every pixel, scores interpolated to the picture's size: [N, classes, h, w], any
/// floating type -> [N, side, side] uint8.
torch::Tensor labelsFromScores(const torch::Tensor& scores, std::int64_t side);

/// He et al. 2015 ("Delving Deep into Rectifiers", eq. 15): N(0, 2 / fan-out) for every convolution below
/// `module`, as ResNets begin.
void initialiseForRectifiers(torch::nn::Module& module);

}  // namespace pentimento
