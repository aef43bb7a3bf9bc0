// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/runs/training_command.h"

namespace pentimento {

/// The seam between the window and a training process; tests put a scripted one here. One start for each
/// object.
class TrainingProcess : public QObject {
  Q_OBJECT
 public:
  virtual void start(const QStringList& arguments) = 0;
  virtual void send(TrainingCommand command) = 0;
  /// Stops it where it stands, memory and all, or lets it go on: for one that is in the middle of a long
  /// step.
  virtual void freeze(bool frozen) = 0;
  /// It goes on by itself and says no more; this object may be deleted.
  virtual void letGo() = 0;

 Q_SIGNALS:
  void said(const nlohmann::json& line);
  /// `status`: -1 when a signal ended it or it could not begin; `words`: the last line of its standard error.
  void ended(int status, const QString& words);
};

using TrainingProcessMaker = std::function<std::unique_ptr<TrainingProcess>()>;

/// This program as a child process. `program`: another file than the one that runs.
std::unique_ptr<TrainingProcess> makeTrainingProcess(const QString& program = {});

}  // namespace pentimento
