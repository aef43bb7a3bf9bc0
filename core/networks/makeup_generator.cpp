// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/makeup_generator.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/networks/slopes.h"
#include "core/networks/subpixels.h"

namespace pentimento {
namespace {

constexpr double lookDeviation = 0.001;  // it begins by changing next to nothing
constexpr std::int64_t plainSize = 128;  // of textures whose blocks are dilated once and twice

torch::Tensor activated(const torch::Tensor& x) {
  return torch::leaky_relu(x, leakySlope);
}

}  // namespace

void MakeupGeneratorOptions::check() const {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(size >= 64 && size <= 1024 && size % 16 == 0, "size must be a multiple of 16, 64 to 1024 pixels");
  require(baseChannels >= 4 && baseChannels <= 512, "base_channels must be 4 to 512");
  require(blocks >= 1 && blocks <= 16, "blocks must be 1 to 16");
  require(!withoutIrm || !withoutMla, "without_mla means nothing without the repair module");
  illumination.check();
}

void to_json(nlohmann::json& json, const MakeupGeneratorOptions& options) {
  json = {{"size", options.size},
          {"base_channels", options.baseChannels},
          {"blocks", options.blocks},
          {"without_irm", options.withoutIrm},
          {"without_mla", options.withoutMla},
          {"illumination", options.illumination}};
}

void from_json(const nlohmann::json& json, MakeupGeneratorOptions& options) {
  json.at("size").get_to(options.size);
  json.at("base_channels").get_to(options.baseChannels);
  json.at("blocks").get_to(options.blocks);
  json.at("without_irm").get_to(options.withoutIrm);
  json.at("without_mla").get_to(options.withoutMla);
  json.at("illumination").get_to(options.illumination);
}

MakeupGeneratorImpl::MakeupGeneratorImpl(const MakeupGeneratorOptions& options) : options_(options) {
  options.check();
  const auto shallow = options.baseChannels, deep = 2 * shallow;
  half_ = register_module("half", ConvLayer(halvingConvolution(3, shallow, 6)));
  quarter_ = register_module("quarter", ConvLayer(halvingConvolution(shallow, deep, 4)));
  if (!options.withoutIrm) {
    illumination_ = register_module("illumination", IlluminationClassifier(options.illumination));
    for (auto& parameter : illumination_->parameters()) parameter.set_requires_grad(false);
    repair_ = register_module("repair", IlluminationRepairModule(deep, options.withoutMla ? 1 : 3));
  }
  transfer_ = register_module(
      "transfer",
      MakeupTransferModule(deep, options.blocks, std::max<std::int64_t>(1, options.size / plainSize)));
  up_ = register_module("up", ConvLayer(paddedConvolution(deep, 4 * shallow, 3, 1)));
  merge_ = register_module("merge", ConvLayer(paddedConvolution(2 * shallow, shallow, 3, 1)));
  output_ = register_module("output", ConvLayer(paddedConvolution(shallow, 4 * 4, 3, 1)));
  keepMagnitudes();
  alignSubpixels(up_);
  alignSubpixels(output_);
}

// Nothing normalises the reference's features, whose plain values are the make-up. From N(0, 0.02) they would
// reach the transfer module a hundred times smaller than the source's, and be learnt about much later.
void MakeupGeneratorImpl::keepMagnitudes() {
  torch::NoGradGuard noGradient;
  const auto initialise = [](torch::nn::Module& module) {
    for (auto& parameter : module.named_parameters())
      if (auto& weight = parameter.value(); weight.dim() == 4)
        weight.normal_(0, std::sqrt(2.0 / static_cast<double>(weight[0].numel())));  // He et al. 2015
  };
  for (torch::nn::Module* module : std::initializer_list<torch::nn::Module*>{
           half_.get(), quarter_.get(), transfer_.get(), up_.get(), merge_.get()})
    initialise(*module);
  output_->named_parameters()["weight"].normal_(0, lookDeviation);
}

std::vector<torch::Tensor> MakeupGeneratorImpl::attention(const torch::Tensor& texture) {
  if (options_.withoutIrm) return {};
  torch::NoGradGuard noGradient;  // frozen, and nothing is to be learnt through it
  return illumination_->attention(texture);
}

torch::Tensor MakeupGeneratorImpl::forward(const torch::Tensor& source, const torch::Tensor& reference,
                                           const torch::Tensor& shade) {
  const auto half = activated(half_(source));
  const auto repaired = [&](const torch::Tensor& features, const torch::Tensor& texture) {
    return options_.withoutIrm ? features : repair_(features, attention(texture));
  };
  const auto own = repaired(activated(quarter_(half)), source);
  const auto other = repaired(activated(quarter_(activated(half_(reference)))), reference);
  const auto x = activated(twiceAsLarge(up_(activated(transfer_(own, other, shade)))));
  const auto merged = activated(merge_(torch::cat({x, half}, 1)));
  // [N, 3 colours and a mask, S, S]: what is added to the source, so that pores need not pass the bottleneck
  const auto output = torch::pixel_shuffle(output_(merged), 2).to(torch::kFloat32);
  const auto added = 2 * torch::tanh(output.narrow(1, 0, 3)) * torch::sigmoid(output.narrow(1, 3, 1));
  return source.to(torch::kFloat32) + added;
}

}  // namespace pentimento
