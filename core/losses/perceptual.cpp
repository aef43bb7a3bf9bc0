// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/perceptual.h"

namespace pentimento {

torch::Tensor perceptualDistance(const VggFeatures& vgg, const torch::Tensor& result, const torch::Tensor& truth) {
  const auto ours = vgg(result), theirs = vgg(truth);
  auto sum = torch::zeros({});
  for (std::size_t level = 0; level < ours.size(); ++level) sum = sum + torch::l1_loss(ours[level], theirs[level]);
  return sum / static_cast<double>(ours.size());
}

}  // namespace pentimento
