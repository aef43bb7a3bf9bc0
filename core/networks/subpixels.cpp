// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/subpixels.h"

namespace pentimento {

ConvLayerOptions halvingConvolution(std::int64_t inputChannels, std::int64_t outputChannels,
                                    std::int64_t kernel) {
  auto layer = paddedConvolution(inputChannels, outputChannels, kernel, 2);
  layer.padding = kernel / 2 - 1;
  return layer;
}

torch::Tensor twiceAsLarge(const torch::Tensor& x) {
  return torch::pixel_shuffle(x, 2).contiguous(x.suggest_memory_format());
}

void alignSubpixels(ConvLayer& layer) {
  torch::NoGradGuard noGradient;
  auto weight = layer->named_parameters()["weight"];
  weight.copy_(weight.slice(0, 0, c10::nullopt, 4).repeat_interleave(4, 0));
}

}  // namespace pentimento
