// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include "core/training/process_group.h"
#include "core/training/recipe.h"

namespace pentimento {

/// What is the same in all processes that train a run together, after every step: weights, buffers,
/// optimisers.
class SharedState {
 public:
  SharedState(Recipe& recipe, ProcessGroup& group);

  /// Gives all processes what the first one has: networks, and after a checkpoint was loaded (`state` not
  /// null) the optimisers too. `state` becomes that of the first.
  void copyFromFirst(nlohmann::json& state);
  /// After a step. Batch normalisation's running statistics, which each process gathered from its own
  /// samples, become their mean. So do the losses, which are returned.
  Recipe::Losses average(Recipe::Losses losses);
  /// Throws Error{Internal} if the networks are not the same everywhere: a recipe that steps without
  /// takeStep (optimisers.h).
  void check();

 private:
  Recipe& recipe_;
  ProcessGroup& group_;
  std::vector<torch::Tensor> statistics_;
};

}  // namespace pentimento
