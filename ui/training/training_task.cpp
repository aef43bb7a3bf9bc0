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
     true, false, 8, 0, 4,
     "--size 256 --blend 0.4 --learning-rate 5e-5 --adversarial-weight 0 --patience 8 "
     "--checkpoint-every 50 "
     "--sample-every 50 "
     "--log-every 5"},
    {"regenerate", QT_TRANSLATE_NOOP("Training", "Faces painted anew"),
     QT_TRANSLATE_NOOP(
         "Training",
         "Photos of the faces that you paint on: the same people, in many poses and lights. Each "
         "face in them is learnt with its label map: where it does not fit, a double click on the face "
         "corrects it."),
     true, true, 12, 0, 2,
     "--size 256 --blend 0.25 --learning-rate 5e-5 --adversarial-weight 0 --discriminator-channels 32 "
     "--discriminator-scales 2 --patience 8 "
     "--checkpoint-every 25 "
     "--sample-every 25 "
     "--log-every 5"},
    {"parse", QT_TRANSLATE_NOOP("Training", "Label maps of faces"),
     QT_TRANSLATE_NOOP("Training",
                       "Photos of faces in which the program takes parts for something else, hats for hair "
                       "or a scarf for skin: a "
                       "double click on a face corrects its label map. Faces that are right already keep it "
                       "from forgetting."),
     false, true, 12, 5, 4,
     "--size 256 --blend 0.5 --learning-rate 2e-4 --patience 8 "
     "--checkpoint-every 25 "
     "--sample-every 25 "
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
