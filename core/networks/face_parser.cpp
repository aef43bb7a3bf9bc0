// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/face_parser.h"

#include <nlohmann/json.hpp>
#include <string>

#include "core/base/error.h"
#include "core/tensor/picture_tensor.h"

namespace pentimento {
namespace {

using torch::nn::Functional;
using torch::nn::Sequential;

ConvLayer convolution(std::int64_t input, std::int64_t output, std::int64_t kernel, std::int64_t stride = 1,
                      bool bias = false) {
  ConvLayerOptions options;
  options.inputChannels = input;
  options.outputChannels = output;
  options.kernel = kernel;
  options.stride = stride;
  options.padding = kernel / 2;
  options.bias = bias;
  return ConvLayer(options);
}

NormLayer batchNorm(std::int64_t channels) {
  return NormLayer(channels, Normalisation::Batch);
}

Sequential convNormRelu(std::int64_t input, std::int64_t output, std::int64_t kernel,
                        std::int64_t stride = 1) {
  return Sequential(convolution(input, output, kernel, stride), batchNorm(output), Functional(torch::relu));
}

/// ResNet's basic block (He et al. 2016, figure 2).
class BasicBlockImpl : public torch::nn::Module {
 public:
  BasicBlockImpl(std::int64_t input, std::int64_t output, std::int64_t stride) {
    body_ = register_module(
        "body", Sequential(convolution(input, output, 3, stride), batchNorm(output), Functional(torch::relu),
                           convolution(output, output, 3), batchNorm(output)));
    if (stride != 1 || input != output)
      shortcut_ =
          register_module("shortcut", Sequential(convolution(input, output, 1, stride), batchNorm(output)));
  }
  torch::Tensor forward(const torch::Tensor& input) {
    return torch::relu(body_->forward(input) + (shortcut_.is_empty() ? input : shortcut_->forward(input)));
  }

 private:
  Sequential body_{nullptr}, shortcut_{nullptr};
};
TORCH_MODULE(BasicBlock);

Sequential stage(std::int64_t input, std::int64_t output, std::int64_t stride) {
  return Sequential(BasicBlock(input, output, stride), BasicBlock(output, output, 1));
}

// Mean over the picture, [N, C, 1, 1]; summed in float32, for bfloat16 has eight bits.
torch::Tensor pooled(const torch::Tensor& input) {
  return input.mean({2, 3}, true, torch::kFloat32).to(input.scalar_type());
}

torch::Tensor doubled(const torch::Tensor& input) {
  return resizedBilinear(input, 2 * input.size(2), 2 * input.size(3));
}

}  // namespace

void FaceParserOptions::check() const {
  if (baseChannels < 8 || baseChannels > 128 || baseChannels % 8 != 0)
    throw Error(ErrorKind::InvalidArgument, "base_channels must be a multiple of 8, 8 to 128");
  if (classes < 2 || classes > 255) throw Error(ErrorKind::InvalidArgument, "classes must be 2 to 255");
}

void to_json(nlohmann::json& json, const FaceParserOptions& options) {
  json = {{"base_channels", options.baseChannels}, {"classes", options.classes}};
}

void from_json(const nlohmann::json& json, FaceParserOptions& options) {
  json.at("base_channels").get_to(options.baseChannels);
  json.at("classes").get_to(options.classes);
}

ParserHeadImpl::ParserHeadImpl(std::int64_t inputChannels, std::int64_t middleChannels,
                               std::int64_t classes) {
  body_ = register_module("body", convNormRelu(inputChannels, middleChannels, 3));
  scores_ = register_module("scores", convolution(middleChannels, classes, 1, 1, true));
  initialiseForRectifiers(*this);
}

torch::Tensor ParserHeadImpl::forward(const torch::Tensor& input) {
  return scores_(body_->forward(input));
}

FaceParserImpl::FaceParserImpl(const FaceParserOptions& options) : options_(options) {
  options.check();
  const auto b = options.baseChannels, context = contextChannels();
  stem_ = register_module("stem", convNormRelu(3, b, 3, 2));
  spatial4_ = register_module("spatial4", convNormRelu(b, 2 * b, 3, 2));
  spatial8_ = register_module("spatial8", convNormRelu(2 * b, context, 3, 2));

  context4_ = register_module("context4", stage(b, b, 1));  // after a max-pooling, as in ResNet
  context8_ = register_module("context8", stage(b, 2 * b, 2));
  context16_ = register_module("context16", stage(2 * b, 4 * b, 2));
  context32_ = register_module("context32", stage(4 * b, 8 * b, 2));

  // Attention refinement, figure 2 (b).
  refine16_ = register_module("refine16", convNormRelu(4 * b, context, 3));
  refine32_ = register_module("refine32", convNormRelu(8 * b, context, 3));
  const auto attention = [context] {
    return Sequential(convolution(context, context, 1), batchNorm(context));
  };
  attention16_ = register_module("attention16", attention());
  attention32_ = register_module("attention32", attention());
  global_ = register_module("global", convNormRelu(8 * b, context, 1));
  join16_ = register_module("join16", convNormRelu(context, context, 3));
  join8_ = register_module("join8", convNormRelu(context, context, 3));

  // Feature fusion, figure 2 (c).
  fusion_ = register_module("fusion", convNormRelu(2 * context, context, 1));
  fusionAttention_ = register_module(
      "fusion_attention", Sequential(convolution(context, context / 4, 1, 1, true), Functional(torch::relu),
                                     convolution(context / 4, context, 1, 1, true)));

  narrow_ = register_module("narrow", Sequential(convolution(context, 2 * b, 1), batchNorm(2 * b)));
  skip4_ = register_module("skip4", Sequential(convolution(2 * b, 2 * b, 1), batchNorm(2 * b)));
  head_ = register_module("head", ParserHead(2 * b, 2 * b, options.classes));
  initialiseForRectifiers(*this);
}

FaceParserImpl::Output FaceParserImpl::forwardWithContext(const torch::Tensor& input) {
  const auto fits = [](std::int64_t side) { return side >= 64 && side % multiple() == 0; };
  if (input.dim() != 4 || input.size(1) != 3 || !fits(input.size(2)) || !fits(input.size(3)))
    throw Error(ErrorKind::InvalidArgument,
                "FaceParser wants [N, 3, H, W], sides multiples of 32 and at least 64");
  Output output;
  const auto half = stem_->forward(input);
  const auto spatial4 = spatial4_->forward(half);
  const auto spatial8 = spatial8_->forward(spatial4);

  const auto c16 =
      context16_->forward(context8_->forward(context4_->forward(torch::max_pool2d(half, 3, 2, 1))));
  const auto c32 = context32_->forward(c16);
  const auto refined = [](Sequential& refine, Sequential& attention, const torch::Tensor& features) {
    const auto narrowed = refine->forward(features);
    return narrowed * torch::sigmoid(attention->forward(pooled(narrowed)));
  };
  const auto tail = refined(refine32_, attention32_, c32) + global_->forward(pooled(c32));
  output.context16 = join16_->forward(doubled(tail)) + refined(refine16_, attention16_, c16);
  output.context8 = join8_->forward(doubled(output.context16));

  auto fused = fusion_->forward(torch::cat({spatial8, output.context8}, 1));
  fused = fused + fused * torch::sigmoid(fusionAttention_->forward(pooled(fused)));
  output.scores = head_(torch::relu(doubled(narrow_->forward(fused)) + skip4_->forward(spatial4)));
  return output;
}

torch::Tensor labelsFromScores(const torch::Tensor& scores, std::int64_t side) {
  const auto last = resizedBilinear(scores.to(torch::kFloat32), side, side).permute({0, 2, 3, 1});
  return last.contiguous().argmax(3).to(torch::kUInt8);  // classes side by side in memory: five times faster
}

void initialiseForRectifiers(torch::nn::Module& module) {
  for (const auto& child : module.modules(false)) {
    auto* layer = child->as<ConvLayerImpl>();
    if (!layer) continue;
    for (auto& parameter : layer->named_parameters(false))
      if (parameter.key() == "weight")
        torch::nn::init::kaiming_normal_(parameter.value(), 0, torch::kFanOut, torch::kReLU);
  }
}

}  // namespace pentimento
