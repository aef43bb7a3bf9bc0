// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_task.h"

#include <QCoreApplication>

namespace pentimento {

namespace {

constexpr TeachableTask tasks[] = {
    {"colourise", QT_TRANSLATE_NOOP("Training", "Colours for black-and-white photos"),
     QT_TRANSLATE_NOOP(
         "Training",
         "Colour photos that look as your old ones might have: the same places, people, clothes."),
     8,
     "--size 256 --batch-size 4 --blend 0.4 --learning-rate 5e-5 --adversarial-weight 0 --patience 8 "
     "--checkpoint-every 50 "
     "--sample-every 50 "
     "--log-every 5"},
};

}  // namespace

QString TeachableTask::title() const {
  return QCoreApplication::translate("Training", text);
}
QString TeachableTask::wish() const {
  return QCoreApplication::translate("Training", wants);
}

std::span<const TeachableTask> teachableTasks() {
  return tasks;
}

const TeachableTask* teachableTask(const QString& id) {
  for (const auto& task : tasks)
    if (id == QLatin1String(task.id)) return &task;
  return nullptr;
}

}  // namespace pentimento
