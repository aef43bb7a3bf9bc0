// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <stop_token>
#include <string>

#include "core/training/options.h"
#include "core/training/recipe.h"

namespace pentimento {

/// What training costs on this machine, tried.
struct StepCost {
  std::int64_t batchSize = 0;
  double seconds = 0;            ///< a step; sampling, saving and validation are not in it
  std::int64_t memory = 0;       ///< main memory that this process took at most, bytes
  std::int64_t freeMemory = 0;   ///< what there is for it, its own included, bytes
  std::int64_t totalMemory = 0;  ///< of the machine, bytes
  std::int64_t deviceMemory = 0;  ///< what the steps took of the GPU's memory at most, bytes; 0 on the processor
};
/// {"event": "measured", …}
void to_json(nlohmann::json& json, const StepCost& cost);

/// Takes `steps` real steps and one that is not timed, since it warms up, and writes nothing; afterwards
/// `recipe` is of no use for training. They are the run's last ones: a discriminator may join late, or learn
/// alone at first. `device`: Compute::device of the recipe. Throws Error{Cancelled}, and whatever a step throws: on a
/// GPU without memory for it, errorFrom makes it Error{OutOfMemory}.
StepCost measureSteps(Recipe& recipe, const TrainingOptions& options, int steps, const std::string& device,
                      const std::stop_token& stop);

}  // namespace pentimento
