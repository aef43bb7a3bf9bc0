// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <vector>

#include "core/models/registry.h"
#include "ui/training/training_run.h"

namespace pentimento {

/// The user's runs, newest first. UI thread only.
class TrainingRuns : public QObject {
  Q_OBJECT
 public:
  TrainingRuns(Registry registry, TrainingProcessMaker make, QObject* parent = nullptr);

  const std::vector<std::unique_ptr<TrainingRun>>& runs() const { return runs_; }
  TrainingRun* find(const QString& name) const;  ///< nullptr: there is none
  /// Those that a process of this window works on.
  std::vector<TrainingRun*> active() const;
  const Registry& registry() const { return registry_; }

  /// Looks into the folder again: another window may have changed it.
  void reload();
  /// Makes a run's folder. Throws Error: InvalidArgument (the name is taken or no name), WriteFailed.
  TrainingRun* add(const QString& name);
  /// Throws Error, see RunFolder::remove.
  Deleted remove(TrainingRun& run, bool modelsToo);
  /// `wish`, or with a number behind it where that is taken.
  QString freeName(const QString& wish) const;

 Q_SIGNALS:
  void listChanged();
  void runChanged(pentimento::TrainingRun* run);
  void runEnded(pentimento::TrainingRun* run);

 private:
  std::unique_ptr<TrainingRun> make(const RunFolder& folder);

  Registry registry_;
  TrainingProcessMaker make_;
  std::vector<std::unique_ptr<TrainingRun>> runs_;
};

}  // namespace pentimento
