// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "core/networks/layers.h"

namespace pentimento {

/// Feng et al. 2018, Joint 3D Face Reconstruction and Dense Alignment with Position Map Regression Network
/// (PRNet), made smaller: 256 -> 8 -> 64 instead of 256 -> 8 -> 256. Ours adds a linear model beside the
/// decoder: pose and coarse shape are a few principal components of the training maps, and the decoder gives
/// what is left. The decoder alone stayed at the mean face for the first 8,000 samples under strong
/// rotations.
struct PositionMapNetworkOptions {
  std::int64_t baseChannels = 24;  ///< width at half the input's size; doubled at every halving up to 8 times
  std::int64_t inputSize = 256;    ///< side of the pictures, pixels; a multiple of 32
  std::int64_t mapSize = 64;       ///< side of the position map: inputSize / 32, doubled a few times

  std::int64_t components = 48;  ///< of the linear model

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
  bool operator==(const PositionMapNetworkOptions&) const = default;
};
void to_json(nlohmann::json& json, const PositionMapNetworkOptions& options);
void from_json(const nlohmann::json& json, PositionMapNetworkOptions& options);

/// Two 3x3 convolutions with batch normalisation and a shortcut (1x1 where the shape changes); the first may
/// have stride 2.
class ResidualBlockImpl : public torch::nn::Module {
 public:
  ResidualBlockImpl(std::int64_t inputChannels, std::int64_t outputChannels, std::int64_t stride);
  torch::Tensor forward(const torch::Tensor& input);

 private:
  ConvLayer first_{nullptr}, second_{nullptr}, shortcut_{nullptr};
  NormLayer firstNorm_{nullptr}, secondNorm_{nullptr};
};
TORCH_MODULE(ResidualBlock);

/// Carries features from where a thing is seen to where it lies in the texture: each group of eight channels
/// has a full matrix over all places, x + (W x) normalised. PRNet leaves this to many convolutions at full
/// width; a turned face needs it, and one matrix product gives every place sight of all others.
class SpatialMixingImpl : public torch::nn::Module {
 public:
  SpatialMixingImpl(std::int64_t channels, std::int64_t side);
  torch::Tensor forward(const torch::Tensor& input);

 private:
  torch::Tensor weight_;  // [channels / 8, places, places]
  NormLayer norm_{nullptr};
};
TORCH_MODULE(SpatialMixing);

/// Aligned crop -> UV position map. Besides its weights it holds what belongs to the layout that it was
/// trained on: `points_uv` [468, 2], where the mesh points lie in the map (0 to 1), and `face_mask` [S, S], 1
/// inside the face's oval.
class PositionMapNetworkImpl : public torch::nn::Module {
 public:
  explicit PositionMapNetworkImpl(const PositionMapNetworkOptions& options = {});

  /// [N, 3, I, I] RGB in [-1, 1], float32 or bfloat16 -> [N, 3, S, S] float32: x, y, z of every texel in
  /// shares of the crop's side (uv_map.h).
  torch::Tensor forward(const torch::Tensor& input);
  /// [N, 3, S, S] -> [N, 468, 3]: the map at the mesh points, interpolated bilinearly.
  torch::Tensor pointsOf(const torch::Tensor& map) const;

  /// Before training: the layout (float32 [468, 2], uint8 [S, S]) and the linear model, a mean map [3, S, S]
  /// and components [K, 3, S, S] whose coefficients have unit variance.
  void setLayout(const torch::Tensor& pointsUv, const torch::Tensor& faceMask, const torch::Tensor& meanMap,
                 const torch::Tensor& basis);
  const torch::Tensor& faceMask() const { return faceMask_; }
  const torch::Tensor& pointsUv() const { return pointsUv_; }
  const torch::Tensor& meanMap() const { return mean_; }
  const PositionMapNetworkOptions& options() const { return options_; }

 private:
  void addEncoder();
  void addHead();
  void addDecoder();
  torch::Tensor keypointsOf(const torch::Tensor& features);
  torch::Tensor coarseMap(const torch::Tensor& features, const torch::Tensor& deepest);

  PositionMapNetworkOptions options_;
  std::int64_t channels_ = 0;  // of the features while the network is built
  ConvLayer stem_{nullptr}, heat_{nullptr}, squeeze_{nullptr}, last_{nullptr};
  NormLayer stemNorm_{nullptr}, squeezeNorm_{nullptr};
  std::vector<ResidualBlock> blocks_;
  SpatialMixing mixing_{nullptr};
  torch::nn::Linear hidden_{nullptr}, coefficients_{nullptr};
  std::vector<ConvLayer> up_;
  std::vector<NormLayer> upNorm_;
  torch::Tensor mean_, basis_, pointsUv_, faceMask_;
};
TORCH_MODULE(PositionMapNetwork);

}  // namespace pentimento
