// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/spatial_style_network.h"

#include <nlohmann/json.hpp>
#include <string>

#include "core/base/error.h"
#include "core/networks/label_regions.h"
#include "core/networks/modulated_norm.h"
#include "core/networks/slopes.h"

namespace pentimento {
namespace {

constexpr std::int64_t colourChannels = 6;  // mean and deviation of R, G, B

// [N, K, 6] of a picture [N, 3, S, S], in [-1, 1].
RegionMeans regionColours(const torch::Tensor& picture, const torch::Tensor& shares) {
  const auto colour = picture.to(torch::kFloat32);
  auto moments = regionMeans(torch::cat({colour, colour * colour}, 1), shares);
  const auto mean = moments.means.narrow(2, 0, 3);
  const auto deviation = (moments.means.narrow(2, 3, 3) - mean * mean).clamp_min(0).add(1e-6).sqrt();
  return {torch::cat({mean, deviation}, 2), moments.present};
}

}  // namespace

void GlobalGeneratorOptions::check() const {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(classes >= 2 && classes <= 255, "classes must be 2 to 255");
  require(baseChannels >= 4 && baseChannels <= 128, "base_channels must be 4 to 128");
  require(downsamplings >= 1 && downsamplings <= 5, "downsamplings must be 1 to 5");
  require(residualBlocks >= 1 && residualBlocks <= 16, "residual_blocks must be 1 to 16");
}

void to_json(nlohmann::json& json, const GlobalGeneratorOptions& options) {
  json = {{"classes", options.classes},
          {"base_channels", options.baseChannels},
          {"downsamplings", options.downsamplings},
          {"residual_blocks", options.residualBlocks},
          {"style", options.style}};
}

void from_json(const nlohmann::json& json, GlobalGeneratorOptions& options) {
  json.at("classes").get_to(options.classes);
  json.at("base_channels").get_to(options.baseChannels);
  json.at("downsamplings").get_to(options.downsamplings);
  json.at("residual_blocks").get_to(options.residualBlocks);
  json.at("style").get_to(options.style);
}

std::int64_t SpatialStyleNetworkImpl::codeChannels(const GlobalGeneratorOptions& options) {
  return options.channelsAt(options.downsamplings) + colourChannels;
}

SpatialStyleNetworkImpl::SpatialStyleNetworkImpl(const GlobalGeneratorOptions& options) : options_(options) {
  options.check();
  const auto add = [&](std::vector<ConvLayer>& layers, const std::string& name,
                       const ConvLayerOptions& layer) {
    layers.push_back(register_module(name + std::to_string(layers.size()), ConvLayer(layer)));
  };
  add(encoder_, "encoder", paddedConvolution(3 + options.classes, options.baseChannels, 7, 1));
  for (std::int64_t level = 0; level < options.downsamplings; ++level)
    add(encoder_, "encoder",
        paddedConvolution(options.channelsAt(level), options.channelsAt(level + 1), 3, 2));
  const auto channels = options.channelsAt(options.downsamplings);
  for (std::int64_t block = 0; block < options.residualBlocks; ++block) {
    add(first_, "first", paddedConvolution(channels, channels, 3, 1));
    add(second_, "second", paddedConvolution(channels, channels, 3, 1));
    const auto index = std::to_string(block);
    mapping_.push_back(
        register_module("mapping" + index, torch::nn::Linear(channels + colourChannels, 2 * channels)));
    torch::nn::init::normal_(mapping_.back()->weight, 0, 0.02);
    torch::nn::init::zeros_(mapping_.back()->bias);
    absent_.push_back(register_parameter("absent" + index,
                                         torch::randn({options.classes, channels + colourChannels}) * 0.02));
  }
}

FaceStyle SpatialStyleNetworkImpl::forward(const torch::Tensor& reference, const torch::Tensor& labels,
                                           const torch::Tensor& dropped) {
  const auto map = oneHot(labels, options_.classes, reference);
  const auto colours = regionColours(reference, classShares(map, 1));
  const auto shares = classShares(map, options_.multiple());
  auto present = colours.present;
  if (dropped.defined()) present = present * (1 - dropped);
  present = present.unsqueeze(2);  // [N, K, 1]

  auto x = torch::cat({reference, map}, 1).contiguous(reference.suggest_memory_format());
  for (auto& layer : encoder_) x = instanceNorm(layer(x), reluSlope);
  FaceStyle style;
  for (std::size_t block = 0; block < first_.size(); ++block) {
    const auto features = second_[block](instanceNorm(first_[block](x), reluSlope));
    x = x + features;
    const auto found = torch::cat({regionMeans(features, shares).means, colours.means}, 2);
    const auto codes = found * present + absent_[block] * (1 - present);  // [N, K, C + 6]
    const auto channels = features.size(1);
    const auto affine = mapping_[block](codes);
    const auto values = features.to(torch::kFloat32);
    style.blocks.push_back({codes.narrow(2, 0, channels), 1 + affine.narrow(2, 0, channels),
                            affine.narrow(2, channels, channels), values.mean({2, 3}),
                            (values.var({2, 3}, false) + 1e-5).sqrt()});
    style.codes = codes;
  }
  return style;
}

}  // namespace pentimento
