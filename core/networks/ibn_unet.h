// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/networks/layers.h"

namespace pentimento {

/// Paper 002 (Górriz Blanch et al., End-to-End Conditional GAN-based Architectures for Image Colourisation), IV-B.
struct IbnUnetOptions {
  std::int64_t inputChannels = 4;  ///< L, hint a, hint b, hint mask; 1: L alone, as in the paper
  std::int64_t outputChannels = 2;
  std::int64_t baseChannels = 64;  ///< width of the first block; the paper's is 64
  std::int64_t levels = 7;         ///< down-samplings; the paper has 7. Input sides are multiples of 2^levels
  Normalisation normalisation = Normalisation::InstanceBatch;
  std::int64_t shallowLevels = 4;  ///< InstanceBatch: levels with instance statistics; deeper ones have batch only
  bool spectralNorm = true;

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
  std::int64_t multiple() const { return std::int64_t{1} << levels; }
  bool operator==(const IbnUnetOptions&) const = default;
};
void to_json(nlohmann::json& json, const IbnUnetOptions& options);
void from_json(const nlohmann::json& json, IbnUnetOptions& options);

/// U-Net e64:e128:e256:e512:e512:e512:e512-d512:d512:d512:d256:d128:d64 (at base 64), 4x4 convolutions of stride 2,
/// spectral normalisation, BN or IN or both (not at the input layer), LeakyReLU down, ReLU up, skip connections,
/// a last 4x4 (transposed) convolution and tanh. N(0, 0.02) throughout.
class IbnUnetImpl : public torch::nn::Module {
 public:
  explicit IbnUnetImpl(const IbnUnetOptions& options = {});

  struct Output {
    torch::Tensor chroma;    ///< [N, 2, H, W] in (-1, 1), a/110 and b/110, float32
    torch::Tensor features;  ///< [N, 2*base, H/2, W/2]: the last decoder block joined with its skip
  };
  /// input [N, inputChannels, H, W], float32 or bfloat16, H and W multiples of 2^levels.
  Output forwardWithFeatures(const torch::Tensor& input);
  torch::Tensor forward(const torch::Tensor& input) { return forwardWithFeatures(input).chroma; }

  const IbnUnetOptions& options() const { return options_; }
  /// Channels after encoder block `level` (0-based): base * min(2^level, 8).
  std::int64_t channelsAt(std::int64_t level) const;

 private:
  Normalisation normalisationAt(std::int64_t level) const;

  IbnUnetOptions options_;
  std::vector<ConvLayer> down_, up_;
  std::vector<NormLayer> downNorm_, upNorm_;
  ConvLayer last_{nullptr};
};
TORCH_MODULE(IbnUnet);

}  // namespace pentimento
