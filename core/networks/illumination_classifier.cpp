// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/illumination_classifier.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/error.h"

namespace pentimento {
namespace {

constexpr std::int64_t attentionLayers = 3;
constexpr std::int64_t blockCount = 4, reduction = 1 << blockCount;
constexpr std::int64_t grid = 4;  // a place in the texture is a place on the face, and where it is dark tells

}  // namespace

LightClass mirrored(LightClass light) {
  switch (light) {
    case LightClass::Left:
      return LightClass::Right;
    case LightClass::HardLeft:
      return LightClass::HardRight;
    case LightClass::Right:
      return LightClass::Left;
    case LightClass::HardRight:
      return LightClass::HardLeft;
    default:
      return light;
  }
}

int directionOf(LightClass light) {
  return static_cast<int>(light) / 2;
}

const char* nameOf(LightClass light) {
  static constexpr std::array<const char*, lightClassCount> names{
      "frontal",    "dim-frontal", "left",     "hard-left", "right",
      "hard-right", "top",         "hard-top", "bottom",    "hard-bottom"};
  return names.at(static_cast<std::size_t>(light));
}

void IlluminationClassifierOptions::check() const {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(baseChannels >= 4 && baseChannels <= 128, "illumination base_channels must be 4 to 128");
  require(size >= 64 && size <= 512 && size % reduction == 0,
          "illumination size must be a multiple of 16, 64 to 512");
}

void to_json(nlohmann::json& json, const IlluminationClassifierOptions& options) {
  json = {{"base_channels", options.baseChannels}, {"size", options.size}};
}

void from_json(const nlohmann::json& json, IlluminationClassifierOptions& options) {
  json.at("base_channels").get_to(options.baseChannels);
  json.at("size").get_to(options.size);
}

IlluminationClassifierImpl::IlluminationClassifierImpl(const IlluminationClassifierOptions& options)
    : options_(options) {
  options.check();
  std::int64_t in = 6, out = options.baseChannels;
  for (std::int64_t i = 0; i < blockCount; ++i) {
    ConvLayerOptions conv;  // 4x4, stride 2: its taps are symmetric about the texture's middle
    conv.inputChannels = in;
    conv.outputChannels = out;
    auto block = register_module("block" + std::to_string(i + 1), ConvLayer(conv));
    torch::NoGradGuard noGradient;
    auto weight = block->named_parameters()["weight"];
    weight.normal_(0, std::sqrt(2.0 / static_cast<double>(weight[0].numel())));  // He et al. 2015
    blocks_.push_back(block);
    in = out;
    if (i + 1 < attentionLayers) out *= 2;
  }
  output_ = register_module("output", torch::nn::Linear(in * grid * grid, lightClassCount));
  attentionShift_ = register_parameter("attention_shift", torch::ones({attentionLayers}));
  attentionScale_ = register_parameter("attention_scale", torch::ones({attentionLayers}));
}

torch::Tensor IlluminationClassifierImpl::input(const torch::Tensor& texture) const {
  namespace F = torch::nn::functional;
  if (texture.dim() != 4 || texture.size(1) != 3)
    throw Error(ErrorKind::InvalidArgument, "IlluminationClassifier wants [N, 3, S, S]");
  auto x = texture;
  if (texture.size(2) != options_.size || texture.size(3) != options_.size) {
    auto resize = F::InterpolateFuncOptions().size(std::vector<std::int64_t>{options_.size, options_.size});
    if (texture.size(2) > options_.size)
      resize.mode(torch::kArea);
    else
      resize.mode(torch::kBilinear).align_corners(false);
    x = F::interpolate(texture.to(torch::kFloat32), resize).to(texture.scalar_type());
  }
  return torch::cat({x, x - x.flip({3})}, 1).contiguous(texture.suggest_memory_format());
}

torch::Tensor IlluminationClassifierImpl::channelSum(const torch::Tensor& features) {
  return features.to(torch::kFloat32).sum(1, true) / std::sqrt(static_cast<double>(features.size(1)));
}

// A sum of ReLUs is never negative and grows with their number, so its plain sigmoid would be 1 nearly
// everywhere: it is measured from a shift, in a scale. Both belong to the network, not to the picture:
// measured from a picture's own mean, half of an evenly lit face would be called spoilt.
torch::Tensor IlluminationClassifierImpl::normalised(std::int64_t layer, const torch::Tensor& features) {
  return torch::sigmoid((channelSum(features) - attentionShift_[layer]) * attentionScale_[layer]);
}

IlluminationClassifierImpl::Seen IlluminationClassifierImpl::look(const torch::Tensor& texture) {
  Seen seen;
  auto x = input(texture);
  for (std::int64_t i = 0; i < blockCount; ++i) {
    x = torch::relu(blocks_[static_cast<std::size_t>(i)](x));
    if (i < attentionLayers) seen.attention.push_back(normalised(i, x));
  }
  const auto pooled = torch::adaptive_avg_pool2d(x.to(torch::kFloat32).contiguous(), {grid, grid});
  seen.logits = output_(pooled.flatten(1));
  return seen;
}

torch::Tensor IlluminationClassifierImpl::forward(const torch::Tensor& texture) {
  return look(texture).logits;
}

std::vector<torch::Tensor> IlluminationClassifierImpl::attention(const torch::Tensor& texture) {
  std::vector<torch::Tensor> maps;
  auto x = input(texture);
  for (std::int64_t i = 0; i < attentionLayers; ++i) {
    x = torch::relu(blocks_[static_cast<std::size_t>(i)](x));
    maps.push_back(normalised(i, x));
  }
  return maps;
}

void IlluminationClassifierImpl::standardiseAttention(const torch::Tensor& textures) {
  constexpr double leastDeviation = 1e-6;
  torch::NoGradGuard noGradient;
  auto x = input(textures);
  for (std::int64_t i = 0; i < attentionLayers; ++i) {
    x = torch::relu(blocks_[static_cast<std::size_t>(i)](x));
    const auto sum = channelSum(x);
    attentionShift_[i].copy_(sum.mean());
    attentionScale_[i].copy_(1 / sum.std().clamp_min(leastDeviation));
  }
}

}  // namespace pentimento
