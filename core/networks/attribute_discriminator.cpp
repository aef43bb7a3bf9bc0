// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/attribute_discriminator.h"

#include <string>

#include "core/networks/slopes.h"

namespace pentimento {
namespace {

constexpr std::int64_t classes = 3;
constexpr std::size_t featureLayer = 2;  // the third

}  // namespace

AttributeDiscriminatorImpl::AttributeDiscriminatorImpl(std::int64_t baseChannels, std::int64_t size) {
  const auto add = [&](std::int64_t in, std::int64_t out) {
    const auto index = std::to_string(convs_.size());
    ConvLayerOptions layer;  // 4x4, stride 2
    layer.inputChannels = in;
    layer.outputChannels = out;
    convs_.push_back(register_module("conv" + index, ConvLayer(layer)));
    norms_.push_back(register_module("norm" + index, NormLayer(out, Normalisation::Batch)));
  };
  add(3, baseChannels);
  for (std::int64_t factor = 1; factor <= 8; factor *= 2)
    add(factor * baseChannels, 2 * factor * baseChannels);
  ConvLayerOptions output;
  output.inputChannels = 16 * baseChannels;
  output.outputChannels = classes;
  output.kernel = size / 32;  // 4 at the paper's 128 pixels: all that is left
  output.stride = 1;
  output.padding = 0;
  convs_.push_back(register_module("output", ConvLayer(output)));
}

AttributeDiscriminatorImpl::Output AttributeDiscriminatorImpl::forward(const torch::Tensor& picture) {
  Output output;
  auto x = picture;
  for (std::size_t i = 0; i < norms_.size(); ++i) {
    x = torch::leaky_relu(norms_[i](convs_[i](x)), leakySlope);
    if (i == featureLayer) output.features = x;
  }
  output.logits = convs_.back()(x).to(torch::kFloat32).flatten(1);
  return output;
}

}  // namespace pentimento
