// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/layers.h"

#include <vector>

namespace pentimento {
namespace {

constexpr double weightDeviation = 0.02;  // N(0, 0.02): pix2pix, which paper 002 builds on
constexpr double normEpsilon = 1e-12;

/// The transposed convolution as the gradient of a convolution by its input, and its own gradients, so that every
/// direction runs on oneDNN's convolution kernels.
class TransposedConvolution : public torch::autograd::Function<TransposedConvolution> {
 public:
  static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& input,
                               const torch::Tensor& weight, std::int64_t stride, std::int64_t padding) {
    context->save_for_backward({input, weight});
    context->saved_data["stride"] = stride;
    context->saved_data["padding"] = padding;
    const auto side = [&](std::int64_t size, std::int64_t kernel) {
      return (size - 1) * stride - 2 * padding + kernel;
    };
    const auto shape = torch::empty({input.size(0), weight.size(1), side(input.size(2), weight.size(2)),
                                     side(input.size(3), weight.size(3))},
                                    input.options(), input.suggest_memory_format());
    return gradients(input, shape, weight, stride, padding, {true, false});
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradientOutputs) {
    const auto saved = context->get_saved_variables();
    const auto stride = context->saved_data["stride"].toInt();
    const auto padding = context->saved_data["padding"].toInt();
    const auto& gradient = gradientOutputs[0];
    torch::Tensor inputGradient, weightGradient;
    if (context->needs_input_grad(0)) inputGradient = torch::conv2d(gradient, saved[1], {}, stride, padding);
    if (context->needs_input_grad(1))
      weightGradient = gradients(saved[0], gradient, saved[1], stride, padding, {false, true});
    return {inputGradient, weightGradient, torch::Tensor(), torch::Tensor()};
  }

 private:
  // Of the convolution that maps `convolutionInput` to `output`: its gradient by input or by weight.
  static torch::Tensor gradients(const torch::Tensor& output, const torch::Tensor& convolutionInput,
                                 const torch::Tensor& weight, std::int64_t stride, std::int64_t padding,
                                 std::array<bool, 2> wanted) {
    const auto result = at::convolution_backward(output.contiguous(output.suggest_memory_format()), convolutionInput,
                                                 weight, c10::nullopt, {stride, stride}, {padding, padding}, {1, 1},
                                                 false, {0, 0}, 1, {wanted[0], wanted[1], false});
    return wanted[0] ? std::get<0>(result) : std::get<1>(result);
  }
};

}  // namespace

torch::Tensor transposedConvolution(const torch::Tensor& input, const torch::Tensor& weight, std::int64_t stride,
                                    std::int64_t padding) {
  if (!input.device().is_cpu()) return torch::conv_transpose2d(input, weight, {}, stride, padding);
  return TransposedConvolution::apply(input, weight, stride, padding);
}

ConvLayerOptions paddedConvolution(std::int64_t inputChannels, std::int64_t outputChannels, std::int64_t kernel,
                                   std::int64_t stride, std::int64_t dilation) {
  ConvLayerOptions options;
  options.inputChannels = inputChannels;
  options.outputChannels = outputChannels;
  options.kernel = kernel;
  options.stride = stride;
  options.padding = kernel / 2 * dilation;
  options.dilation = dilation;
  return options;
}

ConvLayerImpl::ConvLayerImpl(const ConvLayerOptions& options) : options_(options) {
  const auto first = options.transposed ? options.inputChannels : options.outputChannels;
  const auto second = options.transposed ? options.outputChannels : options.inputChannels;
  weight_ = register_parameter(options.spectralNorm ? "weight_orig" : "weight",
                               torch::randn({first, second, options.kernel, options.kernel}) * weightDeviation);
  if (options.bias) bias_ = register_parameter("bias", torch::zeros({options.outputChannels}));
  if (options.spectralNorm) {
    namespace F = torch::nn::functional;
    const auto matrix = weightMatrix();
    const auto unit = F::NormalizeFuncOptions().dim(0).eps(normEpsilon);
    u_ = register_buffer("weight_u", F::normalize(torch::randn({matrix.size(0)}), unit));
    v_ = register_buffer("weight_v", F::normalize(torch::randn({matrix.size(1)}), unit));
    torch::NoGradGuard noGradient;
    for (int i = 0; i < 5; ++i) powerIteration();
  }
}

torch::Tensor ConvLayerImpl::weightMatrix() const {
  const auto rows = options_.transposed ? weight_.transpose(0, 1) : weight_;
  return rows.reshape({rows.size(0), -1});
}

void ConvLayerImpl::powerIteration() {
  namespace F = torch::nn::functional;
  const auto unit = F::NormalizeFuncOptions().dim(0).eps(normEpsilon);
  const auto matrix = weightMatrix().detach();
  v_.copy_(F::normalize(torch::mv(matrix.t(), u_), unit));
  u_.copy_(F::normalize(torch::mv(matrix, v_), unit));
}

torch::Tensor ConvLayerImpl::effectiveWeight() {
  if (!options_.spectralNorm) return weight_;
  if (is_training()) {
    torch::NoGradGuard noGradient;
    powerIteration();
  }
  // Copies: the next power iteration writes u and v in place while this graph may still be alive.
  const auto sigma = torch::dot(u_.clone(), torch::mv(weightMatrix(), v_.clone()));
  return weight_ / sigma;
}

torch::Tensor ConvLayerImpl::forward(const torch::Tensor& input) {
  const auto weight =
      effectiveWeight().to(input.scalar_type()).contiguous(input.suggest_memory_format());
  const auto bias = options_.bias ? bias_.to(input.scalar_type()) : torch::Tensor();
  if (!options_.transposed) return torch::conv2d(input, weight, bias, options_.stride, options_.padding, options_.dilation);
  const auto output = transposedConvolution(input, weight, options_.stride, options_.padding);
  return options_.bias ? output + bias.view({1, -1, 1, 1}) : output;
}

void ConvLayerImpl::foldSpectralNorm() {
  if (!options_.spectralNorm) return;
  torch::NoGradGuard noGradient;
  eval();
  weight_.copy_(effectiveWeight());
  options_.spectralNorm = false;
}

NormLayerImpl::NormLayerImpl(std::int64_t channels, Normalisation normalisation) : normalisation_(normalisation) {
  using namespace torch::nn;
  const bool instance = normalisation == Normalisation::Instance || normalisation == Normalisation::InstanceBatch;
  const bool batch = normalisation == Normalisation::Batch || normalisation == Normalisation::InstanceBatch;
  if (instance) {
    instanceChannels_ = batch ? channels / 2 : channels;
    instance_ = register_module("instance", InstanceNorm2d(InstanceNorm2dOptions(instanceChannels_).affine(true)));
  }
  if (batch) batch_ = register_module("batch", BatchNorm2d(channels - instanceChannels_));
}

torch::Tensor NormLayerImpl::forward(const torch::Tensor& input) {
  switch (normalisation_) {
    case Normalisation::None: return input;
    case Normalisation::Batch: return batch_(input);
    case Normalisation::Instance: return instance_(input);
    case Normalisation::InstanceBatch: break;
  }
  const auto format = input.suggest_memory_format();
  const auto first = input.narrow(1, 0, instanceChannels_).contiguous(format);
  const auto rest = input.narrow(1, instanceChannels_, input.size(1) - instanceChannels_).contiguous(format);
  return torch::cat({instance_(first), batch_(rest)}, 1);
}

void prepareForInference(torch::nn::Module& module) {
  module.eval();
  for (const auto& child : module.modules())
    if (auto* layer = child->as<ConvLayerImpl>()) layer->foldSpectralNorm();
}

}  // namespace pentimento
