// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <vector>

#include "core/training/recipe.h"

namespace pentimento {

/// The weights that a run begins from, and the average of them and those learnt since: what is delivered of a
/// run that must not forget. Made before a checkpoint is loaded, while the recipe still has the weights of
/// its parent.
class WeightBlend {
 public:
  /// `share` of what was learnt; 1: nothing is kept or changed.
  WeightBlend(Recipe& recipe, double share);

  /// While it lives, the recipe's averages are the blend.
  class Scope {
   public:
    explicit Scope(const WeightBlend& blend);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    const WeightBlend& blend_;
    std::vector<torch::Tensor> learnt_;
  };

 private:
  double share_;
  std::vector<torch::Tensor> weights_;  // floating parameters and buffers of the averages, …
  std::vector<torch::Tensor> begun_;    // … and as they were
};

}  // namespace pentimento
