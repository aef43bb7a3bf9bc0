// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/position_map_network.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/error.h"

namespace pentimento {
namespace {

constexpr std::int64_t meshPoints = 468;
constexpr std::int64_t reduction = 32;  // of the encoder, as PRNet's
constexpr std::int64_t channelsPerMatrix = 8;
constexpr std::int64_t headChannels = 32, hiddenUnits = 256, keypoints = 64;
// What the last convolution gives is in twentieths of the crop's side: its sums over many features must move
// the map by thousandths, and Adam's steps are as large as the learning rate whatever the scale.
constexpr double outputScale = 0.05;

ConvLayer convolution(std::int64_t input, std::int64_t output, std::int64_t kernel, std::int64_t stride,
                      std::int64_t padding, bool bias = false, bool transposed = false) {
  ConvLayerOptions options;
  options.inputChannels = input;
  options.outputChannels = output;
  options.kernel = kernel;
  options.stride = stride;
  options.padding = padding;
  options.bias = bias;
  options.transposed = transposed;
  return ConvLayer(options);
}

NormLayer batchNorm(std::int64_t channels) {
  return NormLayer(channels, Normalisation::Batch);
}

}  // namespace

void PositionMapNetworkOptions::check() const {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(baseChannels >= 8 && baseChannels <= 128 && baseChannels % 8 == 0,
          "base_channels must be a multiple of 8, 8 to 128");
  require(inputSize >= 64 && inputSize <= 512 && inputSize % reduction == 0,
          "input_size must be a multiple of 32, 64 to 512");
  auto size = inputSize / reduction;
  while (size > 0 && size < mapSize) size *= 2;
  require(components >= 1 && components <= 256, "components must be 1 to 256");
  require(size == mapSize && mapSize >= 16 && mapSize <= 256,
          "map_size must be input_size / 32, doubled a few times, 16 to 256");
}

void to_json(nlohmann::json& json, const PositionMapNetworkOptions& options) {
  json = {{"base_channels", options.baseChannels},
          {"input_size", options.inputSize},
          {"map_size", options.mapSize},
          {"components", options.components}};
}

void from_json(const nlohmann::json& json, PositionMapNetworkOptions& options) {
  json.at("base_channels").get_to(options.baseChannels);
  json.at("input_size").get_to(options.inputSize);
  json.at("map_size").get_to(options.mapSize);
  json.at("components").get_to(options.components);
}

ResidualBlockImpl::ResidualBlockImpl(std::int64_t inputChannels, std::int64_t outputChannels,
                                     std::int64_t stride) {
  first_ = register_module("first", convolution(inputChannels, outputChannels, 3, stride, 1));
  firstNorm_ = register_module("first_norm", batchNorm(outputChannels));
  second_ = register_module("second", convolution(outputChannels, outputChannels, 3, 1, 1));
  secondNorm_ = register_module("second_norm", batchNorm(outputChannels));
  if (stride != 1 || inputChannels != outputChannels)
    shortcut_ = register_module("shortcut", convolution(inputChannels, outputChannels, 1, stride, 0));
}

torch::Tensor ResidualBlockImpl::forward(const torch::Tensor& input) {
  const auto change = secondNorm_(second_(torch::relu(firstNorm_(first_(input)))));
  return torch::relu(change + (shortcut_ ? shortcut_(input) : input));
}

SpatialMixingImpl::SpatialMixingImpl(std::int64_t channels, std::int64_t side) {
  const auto places = side * side;
  weight_ = register_parameter("weight", torch::randn({channels / channelsPerMatrix, places, places}) /
                                             std::sqrt(static_cast<double>(places)));
  norm_ = register_module("norm", batchNorm(channels));
}

torch::Tensor SpatialMixingImpl::forward(const torch::Tensor& input) {
  const auto n = input.size(0), groups = weight_.size(0), places = weight_.size(1);
  // [N, C, H, W] -> [groups, N * 8, places], so that each group is one matrix product
  const auto rows = input.reshape({n, groups, channelsPerMatrix, places}).transpose(0, 1);
  const auto moved = torch::bmm(rows.reshape({groups, n * channelsPerMatrix, places}),
                                weight_.to(input.scalar_type()).transpose(1, 2));
  const auto back =
      moved.reshape({groups, n, channelsPerMatrix, places}).transpose(0, 1).reshape(input.sizes());
  return input + torch::relu(norm_(back.contiguous(input.suggest_memory_format())));
}

PositionMapNetworkImpl::PositionMapNetworkImpl(const PositionMapNetworkOptions& options) : options_(options) {
  options.check();
  addEncoder();
  addHead();
  addDecoder();
  basis_ = register_buffer("basis", torch::zeros({options.components, 3, options.mapSize, options.mapSize}));
  mean_ = register_buffer("mean", torch::zeros({3, options.mapSize, options.mapSize}));
  pointsUv_ = register_buffer("points_uv", torch::zeros({meshPoints, 2}));
  faceMask_ = register_buffer("face_mask", torch::zeros({options.mapSize, options.mapSize}, torch::kUInt8));
}

void PositionMapNetworkImpl::addEncoder() {
  channels_ = 2 * options_.baseChannels;
  stem_ = register_module("stem", convolution(3, channels_, 8, 4, 2));
  stemNorm_ = register_module("stem_norm", batchNorm(channels_));
  const auto add = [this](std::int64_t output, std::int64_t stride) {
    blocks_.push_back(
        register_module("e" + std::to_string(blocks_.size()), ResidualBlock(channels_, output, stride)));
    channels_ = output;
  };
  // Blocks in pairs as in PRNet, but one alone at a quarter of the size, where it costs most, and at the end.
  add(channels_, 1);
  const auto widest = 8 * options_.baseChannels;
  for (const auto& [times, blocks] : {std::pair{4, 2}, {8, 2}, {8, 1}}) {
    add(std::min(times * options_.baseChannels, widest), 2);
    for (int i = 1; i < blocks; ++i) add(channels_, 1);
  }
  mixing_ = register_module("mixing", SpatialMixing(channels_, options_.inputSize / reduction));
  add(channels_, 1);  // after the mixing
}

void PositionMapNetworkImpl::addHead() {
  const auto side = options_.inputSize / reduction;
  heat_ = register_module("heat", convolution(channels_, keypoints, 1, 1, 0));
  squeeze_ = register_module("squeeze", convolution(channels_, headChannels, 1, 1, 0));
  squeezeNorm_ = register_module("squeeze_norm", batchNorm(headChannels));
  hidden_ =
      register_module("hidden", torch::nn::Linear(headChannels * side * side + 2 * keypoints, hiddenUnits));
  coefficients_ =
      register_module("coefficients", torch::nn::Linear(hiddenUnits + 2 * keypoints, options_.components));
}

// Mean place of each of `keypoints` heat maps, [N, 2 * keypoints] in -1 to 1 across the picture.
torch::Tensor PositionMapNetworkImpl::keypointsOf(const torch::Tensor& features) {
  constexpr double sharpness = 10;  // so that N(0, 0.02) weights already tell places apart
  const auto heat = heat_(features).to(torch::kFloat32) * sharpness;
  const auto n = heat.size(0), rows = heat.size(2), columns = heat.size(3);
  const auto share = torch::softmax(heat.reshape({n, keypoints, -1}), 2).view({n, keypoints, rows, columns});
  const auto axis = [&](std::int64_t size) {
    return (torch::arange(size, share.options()) + 0.5) * (2.0 / static_cast<double>(size)) - 1.0;
  };
  const auto x = (share.sum(2) * axis(columns)).sum(2), y = (share.sum(3) * axis(rows)).sum(2);
  return torch::cat({x, y}, 1);
}

torch::Tensor PositionMapNetworkImpl::coarseMap(const torch::Tensor& features, const torch::Tensor& deepest) {
  const auto places = keypointsOf(features);
  const auto seen = torch::relu(squeezeNorm_(squeeze_(deepest))).to(torch::kFloat32).contiguous().flatten(1);
  const auto hidden = torch::relu(hidden_(torch::cat({seen, places}, 1)));
  return torch::matmul(coefficients_(torch::cat({hidden, places}, 1)), basis_.flatten(1))
      .view({-1, 3, options_.mapSize, options_.mapSize});
}

void PositionMapNetworkImpl::addDecoder() {
  int level = 0;
  for (auto size = options_.inputSize / reduction; size < options_.mapSize; size *= 2, ++level) {
    // 8 -> 16 at three quarters of the width, then half of it at each doubling
    const auto output =
        std::max<std::int64_t>(options_.baseChannels, level == 0 ? channels_ * 3 / 4 : channels_ / 2);
    up_.push_back(
        register_module("d" + std::to_string(level), convolution(channels_, output, 4, 2, 1, false, true)));
    upNorm_.push_back(register_module("d" + std::to_string(level) + "_norm", batchNorm(output)));
    channels_ = output;
  }
  last_ = register_module("last", convolution(channels_, 3, 3, 1, 1, true));
}

torch::Tensor PositionMapNetworkImpl::forward(const torch::Tensor& input) {
  if (input.dim() != 4 || input.size(1) != 3 || input.size(2) != options_.inputSize ||
      input.size(3) != options_.inputSize)
    throw Error(ErrorKind::InvalidArgument, "PositionMapNetwork wants [N, 3, " +
                                                std::to_string(options_.inputSize) + ", " +
                                                std::to_string(options_.inputSize) + "]");
  auto x = torch::relu(stemNorm_(stem_(input)));
  // The last two blocks work at 1/32 of the size, before and after the mixing; those before them end at 1/16.
  std::size_t block = 0;
  for (; block + 2 < blocks_.size(); ++block) x = blocks_[block](x);
  const auto features = x;
  x = blocks_[block](x);
  // In float32 from here: bfloat16 resolves a position near 1 no finer than 1/256 of the side.
  const auto coarse = coarseMap(features, x);
  x = blocks_.back()(mixing_(x));
  for (std::size_t i = 0; i < up_.size(); ++i) x = torch::relu(upNorm_[i](up_[i](x)));
  return mean_ + coarse + outputScale * last_(x.to(torch::kFloat32));
}

torch::Tensor PositionMapNetworkImpl::pointsOf(const torch::Tensor& map) const {
  namespace F = torch::nn::functional;
  const auto grid = (pointsUv_ * 2 - 1).view({1, meshPoints, 1, 2}).expand({map.size(0), -1, -1, -1});
  const auto sampled = F::grid_sample(
      map, grid,
      F::GridSampleFuncOptions().mode(torch::kBilinear).padding_mode(torch::kBorder).align_corners(false));
  return sampled.squeeze(3).transpose(1, 2);
}

void PositionMapNetworkImpl::setLayout(const torch::Tensor& pointsUv, const torch::Tensor& faceMask,
                                       const torch::Tensor& meanMap, const torch::Tensor& basis) {
  torch::NoGradGuard noGradient;
  pointsUv_.copy_(pointsUv);
  faceMask_.copy_(faceMask);
  mean_.copy_(meanMap);
  basis_.copy_(basis);
}

}  // namespace pentimento
