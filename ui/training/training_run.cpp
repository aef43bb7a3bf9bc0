// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_run.h"

#include <signal.h>

#include "core/base/error.h"
#include "core/runs/run_lock.h"
#include "ui/training/training_task.h"

namespace pentimento {

namespace {

constexpr int longestStep = 800;  // ms: then the process is stopped where it stands
constexpr int watchEvery = 1000;  // ms

TrainingState stateOf(RunPhase phase) {
  switch (phase) {
    case RunPhase::New:
      return TrainingState::New;
    case RunPhase::Running:
      return TrainingState::Detached;
    case RunPhase::Interrupted:
      return TrainingState::Interrupted;
    case RunPhase::Stopped:
      return TrainingState::Stopped;
    case RunPhase::Finished:
      return TrainingState::Finished;
    case RunPhase::Failed:
      return TrainingState::Failed;
  }
  return TrainingState::New;
}

}  // namespace

TrainingRun::TrainingRun(RunFolder folder, TrainingProcessMaker make, QObject* parent)
    : QObject(parent), folder_(std::move(folder)), make_(std::move(make)) {
  freezeTimer_.setSingleShot(true);
  freezeTimer_.setInterval(longestStep);
  connect(&freezeTimer_, &QTimer::timeout, this, [this] {
    if (state_ != TrainingState::Pausing || !process_) return;
    process_->freeze(true);
    frozen_ = true;
    setState(TrainingState::Paused);
  });
  watchTimer_.setInterval(watchEvery);
  connect(&watchTimer_, &QTimer::timeout, this, &TrainingRun::refresh);
  refresh();
}

TrainingRun::~TrainingRun() {
  blockSignals(true);  // who listens may be half gone too
  preflight_.reset();
  letGo();
}

nlohmann::json TrainingRun::configuration() const {
  try {
    return folder_.configuration();
  } catch (const Error&) {
    return {};
  }
}

QString TrainingRun::task() const {
  return taskOf(configuration());
}

QString TrainingRun::message() const {
  return words_.isEmpty() ? QString::fromStdString(history_.message()) : words_;
}

std::optional<ProcessUsage> TrainingRun::usage() const {
  const auto process = RunLock::holder(folder_.path());
  return process && *process > 0 ? usageOf(*process) : std::nullopt;
}

bool TrainingRun::resumable() const {
  const bool ended = state_ == TrainingState::Interrupted || state_ == TrainingState::Stopped ||
                     state_ == TrainingState::Failed || state_ == TrainingState::Finished;
  return !active() && ended && !task().isEmpty();  // without a task it never began
}

void TrainingRun::begin(const QStringList& arguments) {
  if (process_) return;
  words_.clear();
  prepared_.reset();
  frozen_ = false;
  process_ = make_();
  connect(process_.get(), &TrainingProcess::said, this, &TrainingRun::hear);
  connect(process_.get(), &TrainingProcess::ended, this, &TrainingRun::processEnded);
  watchTimer_.stop();
  setState(TrainingState::Starting);
  process_->start(arguments);
}

void TrainingRun::begin(const QStringList& arguments, int batchSize) {
  if (active()) return;
  arguments_ = arguments + QStringList{QStringLiteral("--batch-size"), QString::number(batchSize)};
  preflight_ = std::make_unique<TrainingPreflight>(make_, arguments, batchSize);
  connect(preflight_.get(), &TrainingPreflight::fits, this, [this](const TrainingForecast& forecast) {
    forecast_ = forecast;
    arguments_.back() = QString::number(forecast.batchSize);
    preflight_.release()->deleteLater();
    begin(arguments_);
    Q_EMIT fits();
  });
  connect(preflight_.get(), &TrainingPreflight::refused, this, &TrainingRun::preflightRefused);
  connect(preflight_.get(), &TrainingPreflight::preparing, this, &TrainingRun::setPrepared);
  prepared_.reset();
  setState(TrainingState::Trying);
  preflight_->start();
}

void TrainingRun::preflightRefused(const QString& reason) {
  preflight_.release()->deleteLater();
  words_ = reason;
  setState(TrainingState::Failed);
  Q_EMIT ended();
}

void TrainingRun::resume(const QStringList& more) {
  if (process_ && (state_ == TrainingState::Paused || state_ == TrainingState::Pausing)) {
    thaw();
    process_->send(TrainingCommand::Resume);
    return setState(TrainingState::Running);
  }
  if (!resumable()) return;
  const auto trainer = QString::fromStdString(configuration().value("task", ""));
  begin(QStringList{QStringLiteral("train"), trainer, QStringLiteral("--run"),
                    QString::fromStdU16String(folder_.path().u16string()), QStringLiteral("--resume"),
                    QStringLiteral("--worker")} +
        more);
}

void TrainingRun::pause() {
  if (!process_ || !canPause()) return;
  process_->send(TrainingCommand::Pause);
  if (state_ == TrainingState::Running) freezeTimer_.start();
  setState(TrainingState::Pausing);
}

void TrainingRun::stop() {
  if (preflight_) {
    preflight_.reset();
    setState(TrainingState::New);
    Q_EMIT ended();
  } else if (process_) {
    thaw();
    process_->send(TrainingCommand::Stop);
    setState(TrainingState::Stopping);
  } else if (const auto other = RunLock::holder(folder_.path()); other && *other > 0) {
    ::kill(*other, SIGTERM);
    ::kill(*other, SIGCONT);  // it may have been frozen by a window that crashed
    setState(TrainingState::Stopping);
  }
}

void TrainingRun::sampleNow() {
  if (!process_) return;
  thaw();
  process_->send(TrainingCommand::Sample);
}

void TrainingRun::thaw() {
  freezeTimer_.stop();
  if (std::exchange(frozen_, false)) process_->freeze(false);
}

void TrainingRun::letGo() {
  if (preflight_) {  // nobody is left to hear what it finds
    preflight_.reset();
    begin(arguments_);
  }
  if (!process_) return;
  thaw();
  process_->disconnect(this);
  process_->letGo();
  process_.reset();
  setState(TrainingState::Detached);
}

void TrainingRun::refresh() {
  if (active()) return;
  std::error_code ignored;
  const auto size = std::filesystem::file_size(folder_.path() / "log.jsonl", ignored);
  if (const bool news = !ignored && size != logSize_; news) {
    logSize_ = size;
    history_ = folder_.history();
  }
  const auto now = stateOf(folder_.phase(history_));
  if (now == TrainingState::Detached && !watchTimer_.isActive()) watchTimer_.start();
  if (now != TrainingState::Detached) watchTimer_.stop();
  setState(state_ == TrainingState::Stopping && now == TrainingState::Detached ? state_ : now);
}

void TrainingRun::hear(const nlohmann::json& line) {
  history_.add(line);
  const std::string event = line.value("event", "");
  if (event == "preparing") return setPrepared(line.value("fraction", 0.0));
  prepared_.reset();
  if (event == "paused") {
    freezeTimer_.stop();
    return setState(TrainingState::Paused);
  }
  const bool runs = event == "started" || event == "resumed";
  if (runs && state_ == TrainingState::Pausing)
    freezeTimer_.start();  // asked for while it was starting
  else if (runs && state_ != TrainingState::Stopping)
    return setState(TrainingState::Running);
  Q_EMIT changed();
}

void TrainingRun::processEnded(int status, const QString& words) {
  freezeTimer_.stop();
  if (process_) process_.release()->deleteLater();
  frozen_ = false;
  logSize_ = 0;
  refresh();
  if (status != 0 && state_ != TrainingState::Failed) {
    words_ = words;
    if (state_ == TrainingState::New) state_ = TrainingState::Failed;
  }
  Q_EMIT changed();
  Q_EMIT ended();
}

void TrainingRun::setPrepared(std::optional<double> share) {
  prepared_ = share;
  Q_EMIT changed();
}

void TrainingRun::setState(TrainingState state) {
  state_ = state;
  Q_EMIT changed();
}

}  // namespace pentimento
