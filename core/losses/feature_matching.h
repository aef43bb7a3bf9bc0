// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <vector>

namespace pentimento {

/// Mean L1 distances of two stacks of activations; `real` gives no gradients.

/// pix2pixHD's feature matching: over the discriminators' activations, mean over layers and scales.
torch::Tensor featureMatching(const std::vector<std::vector<torch::Tensor>>& fake,
                              const std::vector<std::vector<torch::Tensor>>& real);
/// Paper 001/004, section 3.5, L_vgg: over VGG levels from `firstLevel` on. Each level is divided by the mean
/// magnitude of the real activations, so that the levels weigh alike (SPEC 2.1).
torch::Tensor relativeFeatureDistance(const std::vector<torch::Tensor>& fake,
                                      const std::vector<torch::Tensor>& real, std::size_t firstLevel = 0);

}  // namespace pentimento
