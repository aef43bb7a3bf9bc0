// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/patch_discriminator.h"

#include <nlohmann/json.hpp>
#include <string>

#include "core/base/error.h"
#include "core/networks/normalisation_names.h"

namespace pentimento {

void PatchDiscriminatorOptions::check() const {
  if (inputChannels < 1 || baseChannels < 2 || baseChannels % 2 != 0 || baseChannels > 256)
    throw Error(ErrorKind::InvalidArgument, "discriminator base_channels must be even, 2 to 256");
  if (scales < 1 || scales > 4) throw Error(ErrorKind::InvalidArgument, "discriminator scales must be 1 to 4");
}

void to_json(nlohmann::json& json, const PatchDiscriminatorOptions& options) {
  json = {{"input_channels", options.inputChannels},
          {"base_channels", options.baseChannels},
          {"normalisation", options.normalisation},
          {"spectral_norm", options.spectralNorm},
          {"scales", options.scales}};
}

void from_json(const nlohmann::json& json, PatchDiscriminatorOptions& options) {
  json.at("input_channels").get_to(options.inputChannels);
  json.at("base_channels").get_to(options.baseChannels);
  json.at("normalisation").get_to(options.normalisation);
  json.at("spectral_norm").get_to(options.spectralNorm);
  json.at("scales").get_to(options.scales);
}

PatchDiscriminatorImpl::PatchDiscriminatorImpl(const PatchDiscriminatorOptions& options) {
  options.check();
  const auto add = [&](std::int64_t in, std::int64_t out, std::int64_t stride, Normalisation norm) {
    ConvLayerOptions conv;
    conv.inputChannels = in;
    conv.outputChannels = out;
    conv.stride = stride;
    conv.spectralNorm = options.spectralNorm;
    const auto index = std::to_string(convs_.size());
    convs_.push_back(register_module("conv" + index, ConvLayer(conv)));
    norms_.push_back(register_module("norm" + index, NormLayer(out, norm)));
  };
  const auto base = options.baseChannels;
  const bool mixed = options.normalisation == Normalisation::InstanceBatch;
  const auto deep = mixed ? Normalisation::Batch : options.normalisation;
  add(options.inputChannels, base, 2, Normalisation::None);
  add(base, base * 2, 2, options.normalisation);
  add(base * 2, base * 4, 2, deep);
  add(base * 4, base * 8, 1, deep);
  add(base * 8, 1, 1, Normalisation::None);
}

torch::Tensor PatchDiscriminatorImpl::forward(const torch::Tensor& input) {
  auto x = input;
  for (std::size_t i = 0; i + 1 < convs_.size(); ++i) x = torch::leaky_relu(norms_[i](convs_[i](x)), 0.2);
  return convs_.back()(x).to(torch::kFloat32);
}

MultiscalePatchDiscriminatorImpl::MultiscalePatchDiscriminatorImpl(const PatchDiscriminatorOptions& options) {
  for (std::int64_t i = 0; i < options.scales; ++i)
    scales_.push_back(register_module("scale" + std::to_string(i), PatchDiscriminator(options)));
}

std::vector<torch::Tensor> MultiscalePatchDiscriminatorImpl::forward(const torch::Tensor& input) {
  std::vector<torch::Tensor> logits;
  auto x = input;
  for (auto& scale : scales_) {
    if (!logits.empty()) x = torch::avg_pool2d(x, 2);
    logits.push_back(scale(x));
  }
  return logits;
}

}  // namespace pentimento
