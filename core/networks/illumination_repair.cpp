// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/illumination_repair.h"

#include "core/base/error.h"

namespace pentimento {
namespace {

constexpr std::size_t onlyLayer = 1;  // "w/o MLA": l = 2 (paper, section 4.4)

torch::Tensor resizedTo(const torch::Tensor& features, const torch::Tensor& attention) {
  namespace F = torch::nn::functional;
  const std::vector<std::int64_t> size{features.size(2), features.size(3)};
  const auto map = attention.to(torch::kFloat32);
  if (map.size(2) == size[0] && map.size(3) == size[1]) return map.to(features.scalar_type());
  return F::interpolate(map,
                        F::InterpolateFuncOptions().size(size).mode(torch::kBilinear).align_corners(false))
      .to(features.scalar_type());
}

}  // namespace

IlluminationRepairModuleImpl::IlluminationRepairModuleImpl(std::int64_t channels, std::int64_t layers)
    : layers_(layers) {
  if (layers < 1) throw Error(ErrorKind::InvalidArgument, "illumination repair wants at least one layer");
  fuse_ = register_module("fuse", ConvLayer(paddedConvolution(channels * layers, channels, 1, 1)));
  // Begins as the mean over l, so that what follows sees repaired features from the first step.
  torch::NoGradGuard noGradient;
  auto weight = fuse_->named_parameters()["weight"];
  const auto share = torch::eye(channels) / static_cast<double>(layers);
  for (std::int64_t l = 0; l < layers; ++l)
    weight.narrow(1, l * channels, channels).add_(share.view({channels, channels, 1, 1}));
}

torch::Tensor IlluminationRepairModuleImpl::forward(const torch::Tensor& features,
                                                    const std::vector<torch::Tensor>& attention) {
  const auto first = layers_ == 1 && attention.size() > onlyLayer ? onlyLayer : 0;
  if (attention.size() < first + static_cast<std::size_t>(layers_))
    throw Error(ErrorKind::InvalidArgument, "illumination repair wants an attention map a layer");
  const auto flipped = features.flip({3});
  std::vector<torch::Tensor> repaired;
  for (std::size_t l = first; l < first + static_cast<std::size_t>(layers_); ++l) {
    const auto map = resizedTo(features, attention[l]);
    repaired.push_back((1 - map) * features + map * flipped);  // eq. (4)
  }
  const auto joined = layers_ == 1 ? repaired[0] : torch::cat(repaired, 1);  // eq. (5)
  return fuse_(joined.contiguous(features.suggest_memory_format()));
}

}  // namespace pentimento
