// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/makeup_transfer.h"

#include <string>

#include "core/networks/modulated_norm.h"
#include "core/networks/slopes.h"

namespace pentimento {
MakeupTransferModuleImpl::MakeupTransferModuleImpl(std::int64_t channels, std::int64_t blocks,
                                                   std::int64_t reach) {
  look_ = register_module("look", ConvLayer(paddedConvolution(channels, channels, 3, 1)));
  modulation_ = register_module("modulation", ConvLayer(paddedConvolution(channels, 2 * channels, 1, 1)));
  for (std::int64_t i = 0; i < blocks; ++i) {
    const auto index = std::to_string(i);
    const std::int64_t dilation = (i % 2 == 0 ? 1 : 2) * reach;
    first_.push_back(
        register_module("first" + index, ConvLayer(paddedConvolution(channels, channels, 3, 1, dilation))));
    second_.push_back(
        register_module("second" + index, ConvLayer(paddedConvolution(channels, channels, 3, 1))));
  }
}

torch::Tensor MakeupTransferModuleImpl::forward(const torch::Tensor& source, const torch::Tensor& reference,
                                                const torch::Tensor& shade) {
  const auto modulation = [&](const torch::Tensor& features) {
    return modulation_(torch::leaky_relu(look_(features), leakySlope));
  };
  auto how = modulation(reference);
  if (shade.defined()) {
    const auto alpha = shade.to(how.scalar_type());
    how = alpha * how + (1 - alpha) * modulation(source);
  }
  const auto parts = how.chunk(2, 1);
  auto x = instanceNorm(source, linearSlope) * (1 + parts[0]) + parts[1];
  // The sum itself is never normalised: a colour that is the same everywhere, as foundation is, would be
  // lost.
  for (std::size_t i = 0; i < first_.size(); ++i)
    x = x + second_[i](instanceNorm(first_[i](torch::leaky_relu(x, leakySlope)), leakySlope));
  return x;
}

}  // namespace pentimento
