// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace pentimento {

/// Parameters stay float32; every layer computes in the type of its input (float32 or bfloat16) and casts its
/// weights to it. So precision and memory format are chosen once, at the input of a network.

struct ConvLayerOptions {
  std::int64_t inputChannels = 0;
  std::int64_t outputChannels = 0;
  std::int64_t kernel = 4;
  std::int64_t stride = 2;
  std::int64_t padding = 1;
  std::int64_t dilation = 1;
  bool transposed = false;    ///< Whether it up-samples (the adjoint of the convolution); without dilation
  bool bias = true;
  bool spectralNorm = false;  ///< Miyato et al. 2018: the weight is divided by its largest singular value
};

/// An odd kernel with zeros at the border: stride 1 keeps the size, stride 2 halves an even one.
ConvLayerOptions paddedConvolution(std::int64_t inputChannels, std::int64_t outputChannels, std::int64_t kernel,
                                   std::int64_t stride, std::int64_t dilation = 1);

/// A (transposed) convolution, spectrally normalised if wanted. Names as in PyTorch: `weight`, `bias`, or with
/// spectral normalisation `weight_orig`, `weight_u`, `weight_v`. Initialised N(0, 0.02), bias 0.
class ConvLayerImpl : public torch::nn::Module {
 public:
  explicit ConvLayerImpl(const ConvLayerOptions& options);

  /// [N, Cin, H, W] -> [N, Cout, H', W']. In training mode each call does one power iteration.
  torch::Tensor forward(const torch::Tensor& input);
  /// The weight that forward uses: W, or W / sigma(W) (paper 002, section III-C).
  torch::Tensor effectiveWeight();
  /// Bakes W / sigma(W) into the weight: the layer then costs a plain convolution. Not to be trained after.
  void foldSpectralNorm();

  const ConvLayerOptions& options() const { return options_; }

 private:
  torch::Tensor weightMatrix() const;  // [Cout, Cin * k * k], also for the transposed layer
  void powerIteration();

  ConvLayerOptions options_;
  torch::Tensor weight_, bias_, u_, v_;
};
TORCH_MODULE(ConvLayer);

/// Transposed convolution without dilation or output padding. On the CPU it runs oneDNN's backward-data kernel:
/// LibTorch 1.13's own transposed convolution is a matrix product and col2im, 40 % slower, and has no bfloat16.
/// input [N, Cin, H, W], weight [Cin, Cout, k, k] -> [N, Cout, (H-1)*stride - 2*padding + k, …].
torch::Tensor transposedConvolution(const torch::Tensor& input, const torch::Tensor& weight, std::int64_t stride,
                                    std::int64_t padding);

/// Which statistics normalise a layer (paper 002, section III-B).
enum class Normalisation {
  None,
  Batch,
  Instance,
  InstanceBatch,  ///< IBN-Net's IBN-a: instance statistics for the first half of the channels, batch for the rest
};

/// Affine normalisation of [N, C, H, W]. InstanceBatch registers `instance` and `batch`, the others one of them.
class NormLayerImpl : public torch::nn::Module {
 public:
  NormLayerImpl(std::int64_t channels, Normalisation normalisation);
  torch::Tensor forward(const torch::Tensor& input);
  Normalisation normalisation() const { return normalisation_; }

 private:
  Normalisation normalisation_;
  std::int64_t instanceChannels_ = 0;
  torch::nn::InstanceNorm2d instance_{nullptr};
  torch::nn::BatchNorm2d batch_{nullptr};
};
TORCH_MODULE(NormLayer);

/// Folds every ConvLayer below `module` and switches to evaluation mode.
void prepareForInference(torch::nn::Module& module);

}  // namespace pentimento
