// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/multiscale_discriminator.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/error.h"
#include "core/networks/modulated_norm.h"
#include "core/networks/slopes.h"

namespace pentimento {
void MultiscaleDiscriminatorOptions::check() const {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(inputChannels >= 1 && inputChannels <= 300, "discriminator input_channels must be 1 to 300");
  require(baseChannels >= 4 && baseChannels <= 256, "discriminator base_channels must be 4 to 256");
  require(layers >= 1 && layers <= 5, "discriminator layers must be 1 to 5");
  require(scales >= 1 && scales <= 4, "discriminator scales must be 1 to 4");
}

void to_json(nlohmann::json& json, const MultiscaleDiscriminatorOptions& options) {
  json = {{"input_channels", options.inputChannels},
          {"base_channels", options.baseChannels},
          {"layers", options.layers},
          {"scales", options.scales},
          {"spectral_norm", options.spectralNorm}};
}

void from_json(const nlohmann::json& json, MultiscaleDiscriminatorOptions& options) {
  json.at("input_channels").get_to(options.inputChannels);
  json.at("base_channels").get_to(options.baseChannels);
  json.at("layers").get_to(options.layers);
  json.at("scales").get_to(options.scales);
  json.at("spectral_norm").get_to(options.spectralNorm);
}

MultiscaleDiscriminatorImpl::MultiscaleDiscriminatorImpl(const MultiscaleDiscriminatorOptions& options)
    : options_(options) {
  options.check();
  for (std::int64_t scale = 0; scale < options.scales; ++scale) {
    auto& layers = scales_.emplace_back();
    const auto add = [&](std::int64_t in, std::int64_t out, std::int64_t stride) {
      ConvLayerOptions layer;
      layer.inputChannels = in;
      layer.outputChannels = out;
      layer.stride = stride;
      layer.padding = 2;  // pix2pixHD's: ceil((4 - 1) / 2)
      layer.spectralNorm = options.spectralNorm;
      layers.push_back(register_module("scale" + std::to_string(scale) + "_" + std::to_string(layers.size()),
                                       ConvLayer(layer)));
    };
    auto channels = options.baseChannels;
    add(options.inputChannels, channels, 2);
    for (std::int64_t i = 1; i <= options.layers; ++i) {
      const auto next = std::min<std::int64_t>(channels * 2, options.baseChannels * 8);
      add(channels, next, i == options.layers ? 1 : 2);
      channels = next;
    }
    add(channels, 1, 1);
  }
}

torch::Tensor MultiscaleDiscriminatorImpl::normalised(const torch::Tensor& x) const {
  if (!twiceDifferentiable_) return instanceNorm(x, leakySlope);
  const auto options = torch::TensorOptions(x.device()).dtype(torch::kFloat32);
  return composedInstanceNorm(x, torch::ones({1, 1, x.size(1)}, options),
                              torch::zeros({1, 1, x.size(1)}, options), {}, leakySlope);
}

MultiscaleDiscriminatorImpl::Output MultiscaleDiscriminatorImpl::forward(const torch::Tensor& input) {
  Output output;
  auto x = input;
  for (auto& layers : scales_) {
    if (!output.logits.empty()) x = torch::avg_pool2d(x, 2);
    auto& features = output.features.emplace_back();
    auto y = torch::leaky_relu(layers.front()(x), leakySlope);  // no normalisation at the input layer
    features.push_back(y);
    for (std::size_t i = 1; i + 1 < layers.size(); ++i) features.push_back(y = normalised(layers[i](y)));
    output.logits.push_back(layers.back()(y).to(torch::kFloat32));
  }
  return output;
}

}  // namespace pentimento
