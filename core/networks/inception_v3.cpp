// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/inception_v3.h"

#include "core/tensor/picture_tensor.h"

namespace pentimento {
namespace {

using Layers = std::vector<InceptionBlockImpl::Layer>;

constexpr std::int64_t seenSide = 299;
constexpr double inceptionEpsilon = 0.001;  // torchvision's; LibTorch's own is 1e-5

torch::Tensor halved(const torch::Tensor& x) {
  return torch::max_pool2d(x, 3, 2);
}
torch::Tensor smoothed(const torch::Tensor& x) {
  return torch::avg_pool2d(x, 3, 1, 1);
}

Layers layersAt35(std::int64_t in, std::int64_t pooled) {
  return {
      {"branch1x1", in, 64, 1},      {"branch5x5_1", in, 48, 1},          {"branch5x5_2", 48, 64, 5, 1, 2},
      {"branch3x3dbl_1", in, 64, 1}, {"branch3x3dbl_2", 64, 96, 3, 1, 1}, {"branch3x3dbl_3", 96, 96, 3, 1, 1},
      {"branch_pool", in, pooled, 1}};
}

Layers layersTo17() {
  return {{"branch3x3", 288, 384, 3, 2},
          {"branch3x3dbl_1", 288, 64, 1},
          {"branch3x3dbl_2", 64, 96, 3, 1, 1},
          {"branch3x3dbl_3", 96, 96, 3, 2}};
}

Layers layersAt17(std::int64_t narrow) {
  return {{"branch1x1", 768, 192, 1},
          {"branch7x7_1", 768, narrow, 1},
          {"branch7x7_2", narrow, narrow, {1, 7}, 1, {0, 3}},
          {"branch7x7_3", narrow, 192, {7, 1}, 1, {3, 0}},
          {"branch7x7dbl_1", 768, narrow, 1},
          {"branch7x7dbl_2", narrow, narrow, {7, 1}, 1, {3, 0}},
          {"branch7x7dbl_3", narrow, narrow, {1, 7}, 1, {0, 3}},
          {"branch7x7dbl_4", narrow, narrow, {7, 1}, 1, {3, 0}},
          {"branch7x7dbl_5", narrow, 192, {1, 7}, 1, {0, 3}},
          {"branch_pool", 768, 192, 1}};
}

Layers layersTo8() {
  return {{"branch3x3_1", 768, 192, 1},
          {"branch3x3_2", 192, 320, 3, 2},
          {"branch7x7x3_1", 768, 192, 1},
          {"branch7x7x3_2", 192, 192, {1, 7}, 1, {0, 3}},
          {"branch7x7x3_3", 192, 192, {7, 1}, 1, {3, 0}},
          {"branch7x7x3_4", 192, 192, 3, 2}};
}

Layers layersAt8(std::int64_t in) {
  return {{"branch1x1", in, 320, 1},
          {"branch3x3_1", in, 384, 1},
          {"branch3x3_2a", 384, 384, {1, 3}, 1, {0, 1}},
          {"branch3x3_2b", 384, 384, {3, 1}, 1, {1, 0}},
          {"branch3x3dbl_1", in, 448, 1},
          {"branch3x3dbl_2", 448, 384, 3, 1, 1},
          {"branch3x3dbl_3a", 384, 384, {1, 3}, 1, {0, 1}},
          {"branch3x3dbl_3b", 384, 384, {3, 1}, 1, {1, 0}},
          {"branch_pool", in, 192, 1}};
}

torch::Tensor runAt35(InceptionBlock& block, const torch::Tensor& x) {
  return torch::cat({block->run(x, {"branch1x1"}), block->run(x, {"branch5x5_1", "branch5x5_2"}),
                     block->run(x, {"branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"}),
                     block->run(smoothed(x), {"branch_pool"})},
                    1);
}

torch::Tensor runTo17(InceptionBlock& block, const torch::Tensor& x) {
  return torch::cat({block->run(x, {"branch3x3"}),
                     block->run(x, {"branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"}), halved(x)},
                    1);
}

torch::Tensor runAt17(InceptionBlock& block, const torch::Tensor& x) {
  return torch::cat(
      {block->run(x, {"branch1x1"}), block->run(x, {"branch7x7_1", "branch7x7_2", "branch7x7_3"}),
       block->run(x,
                  {"branch7x7dbl_1", "branch7x7dbl_2", "branch7x7dbl_3", "branch7x7dbl_4", "branch7x7dbl_5"}),
       block->run(smoothed(x), {"branch_pool"})},
      1);
}

torch::Tensor runTo8(InceptionBlock& block, const torch::Tensor& x) {
  return torch::cat(
      {block->run(x, {"branch3x3_1", "branch3x3_2"}),
       block->run(x, {"branch7x7x3_1", "branch7x7x3_2", "branch7x7x3_3", "branch7x7x3_4"}), halved(x)},
      1);
}

torch::Tensor runAt8(InceptionBlock& block, const torch::Tensor& x) {
  const auto single = block->run(x, {"branch3x3_1"});
  const auto twice = block->run(x, {"branch3x3dbl_1", "branch3x3dbl_2"});
  return torch::cat({block->run(x, {"branch1x1"}), block->run(single, {"branch3x3_2a"}),
                     block->run(single, {"branch3x3_2b"}), block->run(twice, {"branch3x3dbl_3a"}),
                     block->run(twice, {"branch3x3dbl_3b"}), block->run(smoothed(x), {"branch_pool"})},
                    1);
}

}  // namespace

InceptionLayerImpl::InceptionLayerImpl(const torch::nn::Conv2dOptions& options) {
  conv_ = register_module("conv", torch::nn::Conv2d(torch::nn::Conv2dOptions(options).bias(false)));
  bn_ = register_module(
      "bn",
      torch::nn::BatchNorm2d(torch::nn::BatchNorm2dOptions(options.out_channels()).eps(inceptionEpsilon)));
}

torch::Tensor InceptionLayerImpl::forward(const torch::Tensor& x) {
  return torch::relu(bn_(conv_(x)));
}

InceptionBlockImpl::InceptionBlockImpl(const std::vector<Layer>& layers) {
  for (const auto& layer : layers) {
    const auto options = torch::nn::Conv2dOptions(layer.in, layer.out, layer.kernel)
                             .stride(layer.stride)
                             .padding(torch::ExpandingArray<2>(layer.padding));
    layers_.emplace(layer.name, register_module(layer.name, InceptionLayer(options)));
  }
}

torch::Tensor InceptionBlockImpl::run(torch::Tensor x, std::initializer_list<const char*> names) {
  for (const char* name : names) x = layers_.at(name)(x);
  return x;
}

InceptionLayer InceptionV3Impl::stem(const char* name, const torch::nn::Conv2dOptions& options) {
  return register_module(name, InceptionLayer(options));
}

InceptionBlock InceptionV3Impl::block(const char* name, const Layers& layers) {
  return register_module(name, InceptionBlock(layers));
}

InceptionV3Impl::InceptionV3Impl() {
  using Options = torch::nn::Conv2dOptions;
  first_ = stem("Conv2d_1a_3x3", Options(3, 32, 3).stride(2));
  second_ = stem("Conv2d_2a_3x3", Options(32, 32, 3));
  third_ = stem("Conv2d_2b_3x3", Options(32, 64, 3).padding(1));
  fourth_ = stem("Conv2d_3b_1x1", Options(64, 80, 1));
  fifth_ = stem("Conv2d_4a_3x3", Options(80, 192, 3));
  at35_ = {block("Mixed_5b", layersAt35(192, 32)), block("Mixed_5c", layersAt35(256, 64)),
           block("Mixed_5d", layersAt35(288, 64))};
  to17_ = block("Mixed_6a", layersTo17());
  at17_ = {block("Mixed_6b", layersAt17(128)), block("Mixed_6c", layersAt17(160)),
           block("Mixed_6d", layersAt17(160)), block("Mixed_6e", layersAt17(192))};
  to8_ = block("Mixed_7a", layersTo8());
  at8_ = {block("Mixed_7b", layersAt8(1280)), block("Mixed_7c", layersAt8(2048))};
}

torch::Tensor InceptionV3Impl::forward(const torch::Tensor& pictures) {
  auto x = resizedBilinear(pictures, seenSide, seenSide);
  x = halved(third_(second_(first_(x))));
  x = halved(fifth_(fourth_(x)));
  for (auto& one : at35_) x = runAt35(one, x);
  x = runTo17(to17_, x);
  for (auto& one : at17_) x = runAt17(one, x);
  x = runTo8(to8_, x);
  for (auto& one : at8_) x = runAt8(one, x);
  return x.mean({2, 3});
}

}  // namespace pentimento
