// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/weight_blend.h"

namespace pentimento {

WeightBlend::WeightBlend(Recipe& recipe, double share) : share_(share) {
  if (share_ == 1) return;
  for (const auto& [live, average] : recipe.averages()) {
    for (const auto& tensors : {average->parameters(), average->buffers()})
      for (const auto& tensor : tensors)
        if (tensor.is_floating_point()) weights_.push_back(tensor);
  }
  for (const auto& tensor : weights_) begun_.push_back(tensor.detach().clone());
}

WeightBlend::Scope::Scope(const WeightBlend& blend) : blend_(blend) {
  torch::NoGradGuard noGradient;
  for (std::size_t i = 0; i < blend_.weights_.size(); ++i) {
    auto weights = blend_.weights_[i];
    learnt_.push_back(weights.detach().clone());
    weights.copy_(torch::lerp(blend_.begun_[i], learnt_[i], blend_.share_));
  }
}

WeightBlend::Scope::~Scope() {
  torch::NoGradGuard noGradient;
  for (std::size_t i = 0; i < learnt_.size(); ++i) {
    auto weights = blend_.weights_[i];
    weights.copy_(learnt_[i]);
  }
}

}  // namespace pentimento
