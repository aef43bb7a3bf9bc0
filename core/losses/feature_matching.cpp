// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/feature_matching.h"

namespace pentimento {

torch::Tensor featureMatching(const std::vector<std::vector<torch::Tensor>>& fake,
                              const std::vector<std::vector<torch::Tensor>>& real) {
  torch::Tensor sum;
  std::size_t count = 0;
  for (std::size_t scale = 0; scale < fake.size(); ++scale) {
    for (std::size_t layer = 0; layer < fake[scale].size(); ++layer, ++count) {
      const auto distance =
          (fake[scale][layer] - real[scale][layer].detach()).abs().mean({0, 1, 2, 3}, false, torch::kFloat32);
      sum = sum.defined() ? sum + distance : distance;
    }
  }
  return sum / static_cast<double>(count);
}

torch::Tensor relativeFeatureDistance(const std::vector<torch::Tensor>& fake,
                                      const std::vector<torch::Tensor>& real, std::size_t firstLevel) {
  torch::Tensor sum;
  for (auto level = firstLevel; level < fake.size(); ++level) {
    const auto truth = real[level].detach();
    const auto distance = torch::l1_loss(fake[level], truth) / truth.abs().mean().clamp_min(1e-6);
    sum = sum.defined() ? sum + distance : distance;
  }
  return sum / static_cast<double>(fake.size() - firstLevel);
}

}  // namespace pentimento
