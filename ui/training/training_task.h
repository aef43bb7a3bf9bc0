// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <vector>

#include "core/face/trait.h"

namespace pentimento {

struct TeachingFace;

/// What a user can teach, and how a run of it is started.
struct TeachableTask {
  const char* id;       ///< the task on the models' cards
  const char* trainer;  ///< of `pentimento train`
  const char* text;     ///< translated in the context "Training"
  const char* wants;    ///< which photos it learns from, a sentence
  bool compares;        ///< Whether what two models make of a photo can be laid side by side
  bool faces;           ///< Whether it learns from the faces in the photos, not from the photos
  int fewest;           ///< photos or faces: with fewer it would only learn them by heart
  int fewestCorrected;  ///< of them, label maps that the user corrected: where that is all there is to learn
  int fewestEach;       ///< faces with the trait, and faces without it
  int batchSize;        ///< where memory allows it
  const char* arguments;  ///< of `pentimento train`, separated by blanks: careful steps that end when they
                          ///< stop helping
  std::optional<Attribute> attribute = {};  ///< whose slider it is
  std::optional<Trait> trait = {};          ///< faces with it are told from faces without it

  QString title() const;
  QString wish() const;
};
std::span<const TeachableTask> teachableTasks();
/// nullptr: none of that name.
const TeachableTask* teachableTask(const QString& id);
/// The task that a run's configuration is about, as the models' cards say it; empty: none.
QString taskOf(const nlohmann::json& configuration);

/// Something to learn from.
struct TrainingItem {
  QString file;
  std::shared_ptr<const TeachingFace> face;  ///< null: the photo as it is
  bool corrected = false;                    ///< its label map, by the user

  /// Whether the face has it; nothing: not known, or no face.
  std::optional<bool> has(Trait trait) const;
};

/// A run that is to be started.
struct NewTraining {
  QString task, name;
  QString model;  ///< to begin from; empty: from nothing
  std::vector<TrainingItem> items;
  int steps = 1000;
};

}  // namespace pentimento
