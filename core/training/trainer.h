// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/runs/training_control.h"
#include "core/training/options.h"
#include "core/training/process_group.h"
#include "core/training/recipe.h"
#include "core/training/run_log.h"

namespace pentimento {

enum class TrainingEnd {
  Finished,  ///< all steps, or no better for as long as `patience` allows
  Stopped,   ///< resumable
};

/// Runs `recipe` in the run folder of `options` (SPEC 6): lock, config.json, log.jsonl, samples/, checkpoints/, and at
/// the end, or when stopped, model.safetensors with model.json. With `resume` it goes on from the last checkpoint,
/// with the same result as a run that was never interrupted.
/// A stop request, or `minutes` being over, leaves after the current step with a checkpoint. `control`, where given,
/// is obeyed between steps; pauses count nowhere. With it a file that cannot be written pauses the run, so that room
/// can be made; a pause that nobody can end any more stops it.
/// Several processes train one run by calling this with the same recipe and options and their `group`: the first alone
/// reads and writes the folder, tells `listener` and obeys `control`; any one's stop request stops all; who lost
/// another leaves with an Error.
/// Where the run ends for want of patience, its model is that of the best checkpoint.
/// Throws Error: InvalidArgument (a new run in a folder that has one; another process trains it), Unreadable,
/// WriteFailed, and Internal when a loss or score is not finite, the watched loss diverges, the measures collapse or a
/// process of the group ended; the last good checkpoint stays.
TrainingEnd train(Recipe& recipe, const TrainingOptions& options, bool resume, const std::stop_token& stop,
                  const RunLog::Listener& listener = {}, TrainingControl* control = nullptr,
                  ProcessGroup& group = ProcessGroup::alone());

/// config.json of a run. Throws Error{NotFound, Unreadable}.
nlohmann::json readRunConfiguration(const std::filesystem::path& run);

}  // namespace pentimento
