// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>

#include "core/networks/global_generator.h"
#include "core/networks/spatial_style_network.h"

namespace pentimento {

/// Paper 001/004, figure 1: the style network above, the generator below; one model, trained and shipped
/// together. Registers `style` (absent in the plain pix2pixHD baseline) and `generator`.
class FaceGeneratorImpl : public torch::nn::Module {
 public:
  explicit FaceGeneratorImpl(const GlobalGeneratorOptions& options = {});

  /// What the style network keeps of a reference; compute it once, use it for many masks. `reference`: [N, 3,
  /// S, S] in
  /// [-1, 1]; `labels`: [N, S, S] uint8; `dropped`: see SpatialStyleNetwork. Empty for the baseline.
  FaceStyle encode(const torch::Tensor& reference, const torch::Tensor& labels,
                   const torch::Tensor& dropped = {});
  /// `labels`: the target label map, [N, S, S] uint8, S a multiple of options().multiple(); `like` gives
  /// type, device and memory format to compute in -> [N, 3, S, S] float32 in [-1, 1].
  torch::Tensor forward(const torch::Tensor& labels, const FaceStyle& style, const torch::Tensor& like);

  const GlobalGeneratorOptions& options() const { return generator_->options(); }

 private:
  SpatialStyleNetwork style_{nullptr};
  GlobalGenerator generator_{nullptr};
};
TORCH_MODULE(FaceGenerator);

}  // namespace pentimento
