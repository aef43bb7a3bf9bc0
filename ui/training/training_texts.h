// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

#include "core/analysis/teaching_face.h"
#include "core/data/photo_check.h"
#include "core/runs/run_folder.h"
#include "ui/training/training_run.h"

namespace pentimento {

// What training says, in plain words.

QString nameOf(TrainingState state);
/// One line for the list: "Running, step 120 of 2,000".
QString summaryOf(const TrainingRun& run);
/// "about 3 min", "about 2 h"; never more exact than it can be.
QString roughly(double seconds);
/// What a run will come to: time for 1,000 steps, and memory.
QString textOf(const TrainingForecast& forecast);
/// How the measure on the validation photos changed: better, worse, by how much; empty where that is not
/// known.
QString verdictOf(const RunHistory& history);
/// What was deleted, whole sentences.
QString textOf(const Deleted& deleted);
/// What speaks against a photo, or a face; empty: nothing.
QString objectionTo(const PhotoCheck& check);
QString objectionTo(const TeachingFace& face);

/// "Glasses: yes", "Glasses: in doubt": whether a face has it.
QString markOf(Trait trait, std::optional<bool> has);

}  // namespace pentimento
