// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/ibn_unet.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/error.h"
#include "core/networks/normalisation_names.h"

namespace pentimento {

void IbnUnetOptions::check() const {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(inputChannels == 1 || inputChannels == 4, "the colouriser takes 1 (L) or 4 (L, hint a, b, mask) channels");
  require(outputChannels == 2, "the colouriser gives two channels, a and b");
  require(baseChannels >= 2 && baseChannels <= 256 && baseChannels % 2 == 0, "base_channels must be even, 2 to 256");
  require(levels >= 2 && levels <= 10, "levels must be between 2 and 10");
  require(shallowLevels >= 0 && shallowLevels <= levels, "shallow_levels must be between 0 and levels");
}

void to_json(nlohmann::json& json, const IbnUnetOptions& options) {
  json = {{"input_channels", options.inputChannels}, {"output_channels", options.outputChannels},
          {"base_channels", options.baseChannels},   {"levels", options.levels},
          {"normalisation", options.normalisation},  {"shallow_levels", options.shallowLevels},
          {"spectral_norm", options.spectralNorm}};
}

void from_json(const nlohmann::json& json, IbnUnetOptions& options) {
  json.at("input_channels").get_to(options.inputChannels);
  json.at("output_channels").get_to(options.outputChannels);
  json.at("base_channels").get_to(options.baseChannels);
  json.at("levels").get_to(options.levels);
  json.at("normalisation").get_to(options.normalisation);
  json.at("shallow_levels").get_to(options.shallowLevels);
  json.at("spectral_norm").get_to(options.spectralNorm);
}

IbnUnetImpl::IbnUnetImpl(const IbnUnetOptions& options) : options_(options) {
  options.check();
  const auto addTo = [this](std::vector<ConvLayer>& convs, std::vector<NormLayer>& norms, const std::string& name,
                            const ConvLayerOptions& conv, Normalisation norm) {
    convs.push_back(register_module(name + "_conv", ConvLayer(conv)));
    norms.push_back(register_module(name + "_norm", NormLayer(conv.outputChannels, norm)));
  };
  for (std::int64_t level = 0; level < options.levels; ++level) {
    ConvLayerOptions conv;
    conv.inputChannels = level == 0 ? options.inputChannels : channelsAt(level - 1);
    conv.outputChannels = channelsAt(level);
    conv.spectralNorm = options.spectralNorm;
    addTo(down_, downNorm_, "e" + std::to_string(level), conv, level == 0 ? Normalisation::None : normalisationAt(level));
  }
  // Decoder blocks give the sizes of encoder blocks levels-2 … 0; all but the first take the skip beside.
  for (std::int64_t level = options.levels - 2; level >= 0; --level) {
    ConvLayerOptions conv;
    conv.inputChannels = channelsAt(level + 1) * (level == options.levels - 2 ? 1 : 2);
    conv.outputChannels = channelsAt(level);
    conv.transposed = true;
    conv.spectralNorm = options.spectralNorm;
    addTo(up_, upNorm_, "d" + std::to_string(level), conv, normalisationAt(level));
  }
  ConvLayerOptions conv;
  conv.inputChannels = channelsAt(0) * 2;
  conv.outputChannels = options.outputChannels;
  conv.transposed = true;
  last_ = register_module("last_conv", ConvLayer(conv));
}

std::int64_t IbnUnetImpl::channelsAt(std::int64_t level) const {
  return options_.baseChannels * std::min<std::int64_t>(std::int64_t{1} << level, 8);
}

Normalisation IbnUnetImpl::normalisationAt(std::int64_t level) const {
  // IBN-Net keeps batch normalisation alone in the deep layers, where it discriminates content (III-B).
  const bool deep = level >= options_.shallowLevels;
  return options_.normalisation == Normalisation::InstanceBatch && deep ? Normalisation::Batch
                                                                        : options_.normalisation;
}

IbnUnetImpl::Output IbnUnetImpl::forwardWithFeatures(const torch::Tensor& input) {
  if (input.dim() != 4 || input.size(1) != options_.inputChannels || input.size(2) % options_.multiple() != 0 ||
      input.size(3) % options_.multiple() != 0)
    throw Error(ErrorKind::InvalidArgument, "IbnUnet wants [N, " + std::to_string(options_.inputChannels) +
                                                ", H, W] with sides in multiples of " +
                                                std::to_string(options_.multiple()));
  std::vector<torch::Tensor> skips;
  auto x = input;
  for (std::size_t i = 0; i < down_.size(); ++i) {
    x = torch::leaky_relu(downNorm_[i](down_[i](x)), 0.2);
    skips.push_back(x);
  }
  skips.pop_back();
  for (std::size_t i = 0; i < up_.size(); ++i) {
    x = torch::relu(upNorm_[i](up_[i](x)));
    x = torch::cat({x, skips.back()}, 1);
    skips.pop_back();
  }
  return {torch::tanh(last_(x).to(torch::kFloat32)), x};
}

}  // namespace pentimento
