// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/models/registry.h"
#include "ui/training/training_task.h"

namespace pentimento {

/// Copies what a run learns from into its folder of photos: photos as they are, faces as crops with their
/// label maps, or with what is known of their trait. Every fifth is on the side of the split that is held
/// out, to measure on: of those whose label maps were corrected and of the others, of faces with the
/// trait and of faces without it. Slow; any thread. Returns what went wrong; empty: nothing.
QString copyItems(const TeachableTask& task, const std::vector<TrainingItem>& items,
                  const std::filesystem::path& folder);

/// What a run may come to on the disk, bytes.
qint64 spaceFor(const NewTraining& training, const Registry& registry);

}  // namespace pentimento
