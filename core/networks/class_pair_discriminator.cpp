// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/class_pair_discriminator.h"

#include <algorithm>
#include <string>

#include "core/networks/slopes.h"

namespace pentimento {
namespace {

constexpr std::int64_t layerCount = 5, widestFactor = 8;

}  // namespace

ClassPairDiscriminatorImpl::ClassPairDiscriminatorImpl(std::int64_t baseChannels) {
  const auto channelsAt = [&](std::int64_t layer) {
    return baseChannels * std::min<std::int64_t>(std::int64_t{1} << layer, widestFactor);
  };
  for (std::int64_t i = 0; i < layerCount; ++i) {
    ConvLayerOptions layer;  // 4x4, stride 2
    layer.inputChannels = i == 0 ? 3 : channelsAt(i - 1);
    layer.outputChannels = channelsAt(i);
    layer.spectralNorm = true;
    layers_.push_back(register_module("layer" + std::to_string(i), ConvLayer(layer)));
  }
  auto patches = paddedConvolution(channelsAt(layerCount - 2), 2, 3, 1);
  auto whole = paddedConvolution(channelsAt(layerCount - 1), 2, 1, 1);
  patches.spectralNorm = whole.spectralNorm = true;
  patches_ = register_module("patches", ConvLayer(patches));
  whole_ = register_module("whole", ConvLayer(whole));
}

std::vector<torch::Tensor> ClassPairDiscriminatorImpl::forward(const torch::Tensor& picture) {
  std::vector<torch::Tensor> logits;
  auto x = picture;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    if (i + 1 == layers_.size()) logits.push_back(patches_(x).to(torch::kFloat32));
    x = torch::leaky_relu(layers_[i](x), leakySlope);
  }
  // Summed over what is left of the picture, not averaged: glasses are in few places.
  logits.push_back(whole_(x.sum({2, 3}, true)).to(torch::kFloat32));
  return logits;
}

}  // namespace pentimento
