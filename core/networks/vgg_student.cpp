// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/vgg_student.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/error.h"
#include "core/networks/vgg_layout.h"

namespace pentimento {
namespace {

/// One mirrored row or column on each side, the border itself not repeated unless it is all there is.
/// LibTorch 1.13's own reflection has no bfloat16 on the CPU and drops the memory format.
torch::Tensor reflected(const torch::Tensor& x) {
  const auto along = [](const torch::Tensor& y, std::int64_t dimension) {
    const auto size = y.size(dimension);
    return torch::cat({y.narrow(dimension, std::min<std::int64_t>(1, size - 1), 1), y,
                       y.narrow(dimension, std::max<std::int64_t>(0, size - 2), 1)},
                      dimension);
  };
  return along(along(x, 2), 3);
}

ConvLayer convolution(std::int64_t inputChannels, std::int64_t outputChannels, std::int64_t kernel) {
  auto options = paddedConvolution(inputChannels, outputChannels, kernel, 1);
  options.padding = 0;
  ConvLayer layer(options);
  torch::nn::init::kaiming_normal_(layer->named_parameters()["weight"], 0, torch::kFanIn, torch::kReLU);
  return layer;
}

}  // namespace

void VggStudentOptions::check() const {
  if (baseChannels < 2 || baseChannels > vggBaseChannels)
    throw Error(ErrorKind::InvalidArgument, "base_channels must be 2 to 64");
}

void to_json(nlohmann::json& json, const VggStudentOptions& options) {
  json = {{"base_channels", options.baseChannels}};
}

void from_json(const nlohmann::json& json, VggStudentOptions& options) {
  json.at("base_channels").get_to(options.baseChannels);
}

VggStudentImpl::VggStudentImpl(const VggStudentOptions& options) : options_(options) {
  options.check();
  std::int64_t in = 3;
  for (const auto& layer : vggLayers) {
    const auto out = layer.width * options.baseChannels;
    convs_.push_back(register_module(layer.name, convolution(in, out, 3)));
    if (layer.tap)
      heads_.push_back(register_module(std::string(layer.name) + "_head",
                                       convolution(out, layer.width * vggBaseChannels, 1)));
    in = out;
  }
}

std::vector<torch::Tensor> VggStudentImpl::forward(const torch::Tensor& rgb) {
  std::vector<torch::Tensor> taps;
  auto x = (rgb - 0.5) * 4;  // about ImageNet's mean and deviation
  for (std::size_t i = 0; i < vggLayers.size(); ++i) {
    if (vggLayers[i].poolFirst) x = torch::max_pool2d(x, 2);
    x = torch::relu(convs_[i](reflected(x)));
    if (vggLayers[i].tap) taps.push_back(torch::relu(heads_[taps.size()](x)).to(torch::kFloat32));
  }
  return taps;
}

}  // namespace pentimento
