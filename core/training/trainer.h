// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/training/options.h"
#include "core/training/recipe.h"
#include "core/training/run_log.h"

namespace pentimento {

enum class TrainingEnd { Finished, Stopped };

/// Runs `recipe` in the run folder of `options` (SPEC 6): config.json, log.jsonl, samples/, checkpoints/, and at the
/// end, or when stopped, model.safetensors with model.json. With `resume` it goes on from the last checkpoint, with
/// the same result as a run that was never interrupted.
/// A stop request, or `minutes` being over, leaves after the current step with a checkpoint.
/// Throws Error: InvalidArgument (a new run in a folder that has one), Unreadable, WriteFailed, and Internal when a
/// loss is not finite or the watched loss diverges; the last good checkpoint stays.
TrainingEnd train(Recipe& recipe, const TrainingOptions& options, bool resume, const std::stop_token& stop,
                  const RunLog::Listener& listener = {});

/// config.json of a run. Throws Error{NotFound, Unreadable}.
nlohmann::json readRunConfiguration(const std::filesystem::path& run);

}  // namespace pentimento
