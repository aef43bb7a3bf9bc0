// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/global_generator.h"

#include <string>

#include "core/networks/label_regions.h"
#include "core/networks/modulated_norm.h"
#include "core/networks/slopes.h"

namespace pentimento {
GlobalGeneratorImpl::GlobalGeneratorImpl(const GlobalGeneratorOptions& options) : options_(options) {
  options.check();
  // Zeros at the border: reflection took a good part of the step's time and is not visible in faces.
  const auto add = [&](std::vector<ConvLayer>& layers, const std::string& name,
                       const ConvLayerOptions& layer) {
    layers.push_back(register_module(name + std::to_string(layers.size()), ConvLayer(layer)));
  };
  add(down_, "down", paddedConvolution(options.classes, options.baseChannels, 7, 1));
  for (std::int64_t level = 0; level < options.downsamplings; ++level)
    add(down_, "down", paddedConvolution(options.channelsAt(level), options.channelsAt(level + 1), 3, 2));
  const auto deep = options.channelsAt(options.downsamplings);
  for (std::int64_t block = 0; block < options.residualBlocks; ++block) {
    add(first_, "first", paddedConvolution(deep, deep, 3, 1));
    add(second_, "second", paddedConvolution(deep, deep, 3, 1));
  }
  for (std::int64_t level = options.downsamplings; level > 0; --level) {
    auto layer = paddedConvolution(options.channelsAt(level), options.channelsAt(level - 1), 4, 2);
    layer.padding = 1;
    layer.transposed = true;
    const auto channels = layer.outputChannels;
    const auto index = std::to_string(up_.size());
    add(up_, "up", layer);
    if (!options.style) continue;
    regionStyle_.push_back(
        register_module("region_style" + index,
                        torch::nn::Linear(SpatialStyleNetworkImpl::codeChannels(options), 2 * channels)));
    torch::nn::init::normal_(regionStyle_.back()->weight, 0, 0.02);
    torch::nn::init::zeros_(regionStyle_.back()->bias);
    classStyle_.push_back(
        register_parameter("class_style" + index, torch::randn({options.classes, 2 * channels}) * 0.02));
  }
  output_ = register_module("output", ConvLayer(paddedConvolution(options.baseChannels, 3, 7, 1)));
}

torch::Tensor GlobalGeneratorImpl::residual(std::size_t block, const torch::Tensor& x, const FaceStyle& style,
                                            const torch::Tensor& shares) {
  if (style.empty())
    return x + instanceNorm(second_[block](instanceNorm(first_[block](x), reluSlope)), linearSlope);
  const auto& own = style.blocks[block];
  const auto inner = modulatedInstanceNorm(first_[block](x), own.deviation.unsqueeze(1),
                                           own.mean.unsqueeze(1), {}, reluSlope);
  const auto normalised = instanceNorm(second_[block](inner), linearSlope);
  const auto spread = [&](const torch::Tensor& regions) {
    return spreadRegions(regions, shares).to(x.scalar_type());
  };
  return x + normalised * spread(own.scale) + spread(own.shift + own.regions);
}

torch::Tensor GlobalGeneratorImpl::upsampled(std::size_t level, const torch::Tensor& x,
                                             const FaceStyle& style, const torch::Tensor& labels) {
  const auto raw = up_[level](x);
  if (style.empty()) return instanceNorm(raw, reluSlope);
  const auto channels = raw.size(1);
  const auto affine = regionStyle_[level](style.codes) + classStyle_[level];  // [N, K, 2 C]
  return modulatedInstanceNorm(raw, 1 + affine.narrow(2, 0, channels), affine.narrow(2, channels, channels),
                               everyLabel(labels, labels.size(1) / raw.size(2)), reluSlope);
}

torch::Tensor GlobalGeneratorImpl::features(const torch::Tensor& labels, const FaceStyle& style,
                                            const torch::Tensor& like) {
  const auto map = oneHot(labels, options_.classes, like).contiguous(like.suggest_memory_format());
  auto x = map;
  for (auto& layer : down_) x = instanceNorm(layer(x), reluSlope);
  const auto shares = style.empty() ? torch::Tensor() : classShares(map, options_.multiple());
  for (std::size_t block = 0; block < first_.size(); ++block) x = residual(block, x, style, shares);
  for (std::size_t level = 0; level < up_.size(); ++level) x = upsampled(level, x, style, labels);
  return x;
}

torch::Tensor GlobalGeneratorImpl::forward(const torch::Tensor& labels, const FaceStyle& style,
                                           const torch::Tensor& like) {
  return torch::tanh(output_(features(labels, style, like)).to(torch::kFloat32));
}

}  // namespace pentimento
