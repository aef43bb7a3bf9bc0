// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <memory>

#include "core/runs/run_folder.h"
#include "ui/training/training_process.h"

namespace pentimento {

enum class TrainingState {
  New,       ///< no process began yet
  Starting,  ///< reads its photos and models
  Running,
  Pausing,  ///< until the end of the step, at most a second
  Paused,
  Stopping,     ///< writes its checkpoint and model
  Detached,     ///< a process that this window did not start trains it
  Interrupted,  ///< its process is gone without a word
  Stopped,
  Finished,
  Failed,
};

/// One run: what lies in its folder, and the process that works on it, if there is one. UI thread only.
class TrainingRun : public QObject {
  Q_OBJECT
 public:
  TrainingRun(RunFolder folder, TrainingProcessMaker make, QObject* parent = nullptr);
  ~TrainingRun() override;

  const RunFolder& folder() const { return folder_; }
  QString name() const { return QString::fromStdString(folder_.name()); }
  QString task() const;
  const RunHistory& history() const { return history_; }
  TrainingState state() const { return state_; }
  /// Why it failed, or paused of its own accord.
  QString message() const;
  /// A process of this window works on it.
  bool active() const { return static_cast<bool>(process_); }
  bool resumable() const;
  bool canPause() const { return state_ == TrainingState::Running || state_ == TrainingState::Starting; }

  /// `arguments` of the program: train TASK …
  void begin(const QStringList& arguments);
  /// From a pause, or with a new process from its last checkpoint. `more`: further arguments of that process.
  void resume(const QStringList& more = {});
  void pause();
  void stop();
  void sampleNow();
  /// The process goes on without this window.
  void letGo();
  /// Reads the folder anew, unless a process of this window tells what happens.
  void refresh();

 Q_SIGNALS:
  void changed();
  /// The process of this window is gone; state() says how.
  void ended();

 private:
  void hear(const nlohmann::json& line);
  void processEnded(int status, const QString& words);
  void setState(TrainingState state);
  void thaw();

  RunFolder folder_;
  TrainingProcessMaker make_;
  std::unique_ptr<TrainingProcess> process_;
  RunHistory history_;
  TrainingState state_ = TrainingState::New;
  QString words_;  // of a process that ended without a line in the log
  bool frozen_ = false;
  std::uintmax_t logSize_ = 0;
  QTimer freezeTimer_, watchTimer_;
};

}  // namespace pentimento
