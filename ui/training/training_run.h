// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <memory>
#include <optional>

#include "core/runs/process_usage.h"
#include "core/runs/run_folder.h"
#include "ui/training/training_preflight.h"

namespace pentimento {

enum class TrainingState {
  New,       ///< no process began yet
  Trying,    ///< a few steps, to see what it will come to
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
  /// As the models' cards say it; empty: it never began.
  QString task() const;
  const RunHistory& history() const { return history_; }
  TrainingState state() const { return state_; }
  /// Why it failed, or paused of its own accord.
  QString message() const;
  /// A process of this window works on it.
  bool active() const { return process_ || preflight_; }
  /// How much of what precedes the first step is done, 0 to 1; nothing before its process speaks of it, and after.
  std::optional<double> prepared() const { return active() ? prepared_ : std::nullopt; }
  /// What a preflight found, once it did.
  const std::optional<TrainingForecast>& forecast() const { return forecast_; }
  /// What the process that trains it uses of the machine, whoever started it; nothing where none does.
  std::optional<ProcessUsage> usage() const;
  bool resumable() const;
  bool canPause() const { return state_ == TrainingState::Running || state_ == TrainingState::Starting; }

  /// `arguments` of the program: train TASK …
  void begin(const QStringList& arguments);
  /// The same after a preflight, with batches of this size or what memory allows of it.
  void begin(const QStringList& arguments, int batchSize);
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
  /// The preflight found that it can be done: from here on it trains.
  void fits();
  /// The process of this window is gone; state() says how.
  void ended();

 private:
  nlohmann::json configuration() const;
  void hear(const nlohmann::json& line);
  void processEnded(int status, const QString& words);
  void preflightRefused(const QString& reason);
  void setState(TrainingState state);
  void setPrepared(std::optional<double> share);
  void thaw();

  RunFolder folder_;
  TrainingProcessMaker make_;
  std::unique_ptr<TrainingProcess> process_;
  std::unique_ptr<TrainingPreflight> preflight_;
  QStringList arguments_;  // to begin with after the preflight
  std::optional<TrainingForecast> forecast_;
  std::optional<double> prepared_;
  RunHistory history_;
  TrainingState state_ = TrainingState::New;
  QString words_;  // of a process that ended without a line in the log
  bool frozen_ = false;
  std::uintmax_t logSize_ = 0;
  QTimer freezeTimer_, watchTimer_;
};

}  // namespace pentimento
