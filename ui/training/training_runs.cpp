// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_runs.h"

#include <algorithm>

#include "core/base/error.h"

namespace pentimento {

TrainingRuns::TrainingRuns(Registry registry, TrainingProcessMaker make, QObject* parent)
    : QObject(parent), registry_(std::move(registry)), make_(std::move(make)) {
  reload();
}

std::unique_ptr<TrainingRun> TrainingRuns::make(const RunFolder& folder) {
  auto run = std::make_unique<TrainingRun>(folder, make_);
  auto* pointer = run.get();
  connect(pointer, &TrainingRun::changed, this, [this, pointer] { Q_EMIT runChanged(pointer); });
  connect(pointer, &TrainingRun::ended, this, [this, pointer] { Q_EMIT runEnded(pointer); });
  return run;
}

void TrainingRuns::reload() {
  std::vector<std::unique_ptr<TrainingRun>> old = std::move(runs_);
  runs_.clear();
  for (const auto& folder : listRuns(runsFolder(registry_))) {
    const auto known = std::find_if(old.begin(), old.end(), [&](const auto& run) {
      return run && run->folder().path() == folder.path();
    });
    if (known == old.end()) {
      runs_.push_back(make(folder));
    } else {
      runs_.push_back(std::move(*known));
      runs_.back()->refresh();
    }
  }
  Q_EMIT listChanged();
}

TrainingRun* TrainingRuns::find(const QString& name) const {
  const auto found =
      std::find_if(runs_.begin(), runs_.end(), [&](const auto& run) { return run->name() == name; });
  return found == runs_.end() ? nullptr : found->get();
}

std::vector<TrainingRun*> TrainingRuns::active() const {
  std::vector<TrainingRun*> result;
  for (const auto& run : runs_)
    if (run->active()) result.push_back(run.get());
  return result;
}

TrainingRun* TrainingRuns::add(const QString& name) {
  const auto runs = runsFolder(registry_);
  if (runs.empty()) throw Error(ErrorKind::WriteFailed, "neither XDG_DATA_HOME nor HOME says where runs go");
  ModelCard rules;  // a run's name becomes its model's name
  rules.name = name.trimmed().toStdString();
  rules.task = "x";
  rules.sha256 = std::string(64, '0');
  rules.check();
  const RunFolder folder(runs / rules.name);
  if (std::filesystem::exists(folder.path()))
    throw Error(ErrorKind::InvalidArgument, rules.name + ": there is already a run of this name");
  std::error_code failed;
  std::filesystem::create_directories(folder.photos(), failed);
  if (failed) throw Error(ErrorKind::WriteFailed, folder.path().string() + ": " + failed.message());
  runs_.insert(runs_.begin(), make(folder));
  Q_EMIT listChanged();
  return runs_.front().get();
}

Deleted TrainingRuns::remove(TrainingRun& run, bool modelsToo) {
  const auto deleted = run.folder().remove(registry_, modelsToo);
  std::unique_ptr<TrainingRun> gone;  // it may be the sender of a signal, or what a view still shows
  const auto found =
      std::find_if(runs_.begin(), runs_.end(), [&](const auto& one) { return one.get() == &run; });
  if (found != runs_.end()) {
    gone = std::move(*found);
    runs_.erase(found);
  }
  Q_EMIT listChanged();
  if (gone) gone.release()->deleteLater();
  return deleted;
}

QString TrainingRuns::freeName(const QString& wish) const {
  const auto models = registry_.list();
  const auto taken = [&](const QString& name) {
    return find(name) || std::any_of(models.begin(), models.end(), [&](const auto& entry) {
             return QString::fromStdString(entry.card.name) == name;
           });
  };
  if (!taken(wish)) return wish;
  for (int number = 2;; ++number)
    if (const QString name = QStringLiteral("%1-%2").arg(wish).arg(number); !taken(name)) return name;
}

}  // namespace pentimento
