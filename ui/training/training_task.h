// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <span>

namespace pentimento {

/// What a user can teach, and how a run of it is started.
struct TeachableTask {
  const char* id;         ///< of `pentimento train` and on the models' cards
  const char* text;       ///< translated in the context "Training"
  const char* wants;      ///< which photos it learns from, a sentence
  int fewestPhotos;       ///< with fewer it would only learn them by heart
  const char* arguments;  ///< of `pentimento train`, separated by blanks: careful steps that end when they
                          ///< stop helping

  QString title() const;
  QString wish() const;
};
std::span<const TeachableTask> teachableTasks();
/// nullptr: none of that name.
const TeachableTask* teachableTask(const QString& id);

/// A run that is to be started.
struct NewTraining {
  QString task, name;
  QString model;  ///< to begin from; empty: from nothing
  QStringList photos;
  int steps = 1000;
};

}  // namespace pentimento
