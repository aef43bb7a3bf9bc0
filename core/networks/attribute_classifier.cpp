// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/attribute_classifier.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace pentimento {
namespace {

constexpr std::int64_t levelCount = 5;

/// He et al. 2015: keeps the variance through ReLU.
void initialise(torch::nn::Module& module) {
  torch::NoGradGuard noGradient;
  for (const auto& child : module.modules(false))
    if (auto* layer = child->as<ConvLayerImpl>()) {
      auto weight = layer->named_parameters()["weight"];
      weight.normal_(0, std::sqrt(2.0 / static_cast<double>(weight[0].numel())));
    }
}

}  // namespace

void AttributeClassifierOptions::check() const {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(!names.empty() && names.size() <= 1000, "a classifier has 1 to 1000 attributes");
  require(baseChannels >= 4 && baseChannels <= 256, "classifier base_channels must be 4 to 256");
  require(size >= 32 && size <= 1024 && size % 32 == 0, "size must be a multiple of 32, 32 to 1024");
}

void to_json(nlohmann::json& json, const AttributeClassifierOptions& options) {
  json = {{"names", options.names}, {"base_channels", options.baseChannels}, {"size", options.size}};
}

void from_json(const nlohmann::json& json, AttributeClassifierOptions& options) {
  json.at("names").get_to(options.names);
  json.at("base_channels").get_to(options.baseChannels);
  json.at("size").get_to(options.size);
}

AttributeClassifierImpl::AttributeClassifierImpl(const AttributeClassifierOptions& options)
    : options_(options) {
  options.check();
  std::int64_t in = 3, out = options.baseChannels;
  for (std::int64_t i = 0; i < levelCount; ++i) {
    const auto name = std::to_string(i);
    const auto layer = [&](const std::string& role, std::int64_t inputs, std::int64_t kernel,
                           std::int64_t stride) {
      auto conv = paddedConvolution(inputs, out, kernel, stride);
      conv.bias = false;  // the normalisation has one
      if (kernel % 2 == 0) conv.padding = kernel / 2 - 1;
      return register_module(role + name, ConvLayer(conv));
    };
    const auto norm = [&](const std::string& role) {
      return register_module(role + name, NormLayer(out, Normalisation::Batch));
    };
    levels_.push_back({layer("down", in, 4, 2), layer("first", out, 3, 1), layer("second", out, 3, 1),
                       norm("down_norm"), norm("first_norm"), norm("second_norm")});
    in = out;
    out = std::min(2 * out, 8 * options.baseChannels);
  }
  initialise(*this);
  dropout_ = register_module("dropout", torch::nn::Dropout(0.3));
  output_ = register_module("output", torch::nn::Linear(in, static_cast<std::int64_t>(options.names.size())));
}

torch::Tensor AttributeClassifierImpl::features(const torch::Tensor& picture) {
  auto x = picture;
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    auto& level = levels_[i];
    x = torch::relu(level.downNorm(level.down(x)));
    if (i == 0) continue;  // a block at half the picture's size would cost as much as all others together
    const auto inner = torch::relu(level.firstNorm(level.first(x)));
    x = torch::relu(x + level.secondNorm(level.second(inner)));
  }
  return x.to(torch::kFloat32).mean({2, 3});
}

torch::Tensor AttributeClassifierImpl::forward(const torch::Tensor& picture) {
  return output_(dropout_(features(picture)));
}

}  // namespace pentimento
