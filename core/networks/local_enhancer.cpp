// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/local_enhancer.h"

#include <string>

#include "core/networks/label_regions.h"
#include "core/networks/modulated_norm.h"
#include "core/networks/slopes.h"

namespace pentimento {
namespace {

constexpr int residualBlocks = 3;  // Wang et al. 2018

}  // namespace

LocalEnhancerImpl::LocalEnhancerImpl(GlobalGenerator global)
    : global_(register_module("global", std::move(global))) {
  const auto& options = global_->options();
  const auto inner = options.baseChannels, outer = options.baseChannels / 2;
  input_ = register_module("input", ConvLayer(paddedConvolution(options.classes, outer, 7, 1)));
  down_ = register_module("down", ConvLayer(paddedConvolution(outer, inner, 3, 2)));
  for (int i = 0; i < residualBlocks; ++i) {
    const auto index = std::to_string(i);
    first_.push_back(register_module("first" + index, ConvLayer(paddedConvolution(inner, inner, 3, 1))));
    second_.push_back(register_module("second" + index, ConvLayer(paddedConvolution(inner, inner, 3, 1))));
  }
  auto up = paddedConvolution(inner, outer, 4, 2);
  up.padding = 1;
  up.transposed = true;
  up_ = register_module("up", ConvLayer(up));
  output_ = register_module("output", ConvLayer(paddedConvolution(outer, 3, 7, 1)));
}

torch::Tensor LocalEnhancerImpl::forward(const torch::Tensor& labels, const FaceStyle& style,
                                         const torch::Tensor& like) {
  const auto map = oneHot(labels, global_->options().classes, like).contiguous(like.suggest_memory_format());
  const auto local = instanceNorm(down_(instanceNorm(input_(map), reluSlope)), reluSlope);
  auto x = local + global_->features(everyLabel(labels, 2), style, like);
  for (std::size_t i = 0; i < first_.size(); ++i)
    x = x + instanceNorm(second_[i](instanceNorm(first_[i](x), reluSlope)), linearSlope);
  return torch::tanh(output_(instanceNorm(up_(x), reluSlope)).to(torch::kFloat32));
}

}  // namespace pentimento
