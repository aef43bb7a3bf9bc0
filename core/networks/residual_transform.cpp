// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/residual_transform.h"

#include "core/networks/slopes.h"

namespace pentimento {
namespace {

torch::Tensor doubled(const torch::Tensor& x) {
  namespace F = torch::nn::functional;
  return F::interpolate(
      x, F::InterpolateFuncOptions().scale_factor(std::vector<double>{2, 2}).mode(torch::kNearest));
}

}  // namespace

ResidualTransformImpl::ResidualTransformImpl(std::int64_t baseChannels) {
  const auto add = [&](const ConvLayerOptions& layer) {
    const auto index = std::to_string(convs_.size());
    convs_.push_back(register_module("conv" + index, ConvLayer(layer)));
    return index;
  };
  const auto normalised = [&](const ConvLayerOptions& layer) {
    const auto index = add(layer);
    norms_.push_back(register_module("norm" + index, NormLayer(layer.outputChannels, Normalisation::Batch)));
  };
  const auto halving = [](std::int64_t in, std::int64_t out) {
    auto layer = paddedConvolution(in, out, 4, 2);
    layer.padding = 1;
    return layer;
  };
  const auto c = baseChannels;
  normalised(paddedConvolution(3, c, 5, 1));
  normalised(halving(c, 2 * c));
  normalised(halving(2 * c, 4 * c));
  normalised(paddedConvolution(4 * c, 2 * c, 3, 1));
  normalised(paddedConvolution(2 * c, c, 3, 1));
  auto output = paddedConvolution(c, 3, 4, 1);
  output.padding = 0;  // an even kernel: forward pads 1 before and 2 after
  add(output);
}

torch::Tensor ResidualTransformImpl::forward(const torch::Tensor& picture) {
  auto x = picture;
  for (std::size_t i = 0; i < norms_.size(); ++i) {
    if (i >= 3) x = doubled(x);
    x = torch::leaky_relu(norms_[i](convs_[i](x)), leakySlope);
  }
  return convs_.back()(torch::constant_pad_nd(x, {1, 2, 1, 2})).to(torch::kFloat32);
}

}  // namespace pentimento
