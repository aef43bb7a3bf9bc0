// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/masked_residual_transform.h"

#include <string>

#include "core/networks/modulated_norm.h"
#include "core/networks/slopes.h"
#include "core/networks/subpixels.h"

namespace pentimento {
namespace {

constexpr std::int64_t dilations[] = {1, 2, 4, 1, 2, 1};
constexpr double residualDeviation = 5e-4;  // it begins by changing next to nothing: see the constructor

}  // namespace

torch::Tensor MaskedResidualTransformImpl::Norm::operator()(const torch::Tensor& x, double slope) const {
  return modulatedInstanceNorm(x, scale, shift, {}, slope);
}

MaskedResidualTransformImpl::Norm MaskedResidualTransformImpl::addNorm(const std::string& name,
                                                                       std::int64_t channels) {
  return {register_parameter(name + "_scale", torch::ones({1, 1, channels})),
          register_parameter(name + "_shift", torch::zeros({1, 1, channels}))};
}

MaskedResidualTransformImpl::MaskedResidualTransformImpl(std::int64_t baseChannels) {
  const auto deep = baseChannels, shallow = baseChannels / 2;
  half_ = register_module("half", ConvLayer(halvingConvolution(3, shallow, 6)));
  halfNorm_ = addNorm("half_norm", shallow);
  quarter_ = register_module("quarter", ConvLayer(halvingConvolution(shallow, deep, 4)));
  quarterNorm_ = addNorm("quarter_norm", deep);
  for (const auto dilation : dilations) {
    const auto index = std::to_string(first_.size());
    first_.push_back(
        register_module("first" + index, ConvLayer(paddedConvolution(deep, deep, 3, 1, dilation))));
    firstNorm_.push_back(addNorm("first_norm" + index, deep));
    second_.push_back(register_module("second" + index, ConvLayer(paddedConvolution(deep, deep, 3, 1))));
    secondNorm_.push_back(addNorm("second_norm" + index, deep));
  }
  up_ = register_module("up", ConvLayer(paddedConvolution(deep, 4 * shallow, 3, 1)));
  upNorm_ = addNorm("up_norm", shallow);
  merge_ = register_module("merge", ConvLayer(paddedConvolution(2 * shallow, shallow, 3, 1)));
  mergeNorm_ = addNorm("merge_norm", shallow);
  output_ = register_module("output", ConvLayer(paddedConvolution(shallow, 4 * 4, 3, 1)));
  {
    // A first residual that can be seen sets edited from real pictures by its pattern alone, and a
    // discriminator that had learnt the classes looks at nothing else within fifty steps.
    torch::NoGradGuard noGradient;
    auto parameters = output_->named_parameters();
    parameters["weight"].normal_(0, residualDeviation);
    parameters["bias"].zero_();
  }
  alignSubpixels(up_);
  alignSubpixels(output_);
}

torch::Tensor MaskedResidualTransformImpl::forward(const torch::Tensor& picture) {
  const auto half = halfNorm_(half_(picture), leakySlope);
  auto x = quarterNorm_(quarter_(half), leakySlope);
  for (std::size_t i = 0; i < first_.size(); ++i)
    x = x + secondNorm_[i](second_[i](firstNorm_[i](first_[i](x), leakySlope)), linearSlope);
  x = upNorm_(twiceAsLarge(up_(x)), leakySlope);
  x = mergeNorm_(merge_(torch::cat({x, half}, 1)), leakySlope);
  const auto output =
      torch::pixel_shuffle(output_(x), 2).to(torch::kFloat32);  // [N, 3 colours and a mask, H, W]
  // Contiguous first: over every fourth value the processor computes tanh one by one.
  return 2 * torch::tanh(output.narrow(1, 0, 3).contiguous()) * torch::sigmoid(output.narrow(1, 3, 1));
}

}  // namespace pentimento
