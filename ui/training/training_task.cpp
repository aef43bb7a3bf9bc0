// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_task.h"

#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include "core/analysis/teaching_face.h"
#include "ui/faces/face_texts.h"

namespace pentimento {

namespace {

constexpr TeachableTask sliderOf(Attribute attribute, const char* id) {
  return {.id = id,
          .trainer = "attributes",
          .text = QT_TRANSLATE_NOOP("Training", "Slider: %1"),
          .wants = QT_TRANSLATE_NOOP(
              "Training",
              "Photos of faces that have it, and of others that do not, in many poses and lights. What the "
              "program sees stands under each face; where it is wrong or in doubt, say it with the buttons "
              "below."),
          .compares = true,
          .faces = true,
          .fewest = 12,
          .fewestCorrected = 0,
          .fewestEach = 6,
          .batchSize = 4,
          .arguments =
              "--dual-share 0.5 --dual-weight 8 --residual-weight 0.6 --learning-rate 1e-4 "
              "--discriminator-steps 50 --real-weight 1 --blend 0.25 --patience 8 "
              "--checkpoint-every 25 "
              "--sample-every 25 "
              "--log-every 5",
          .attribute = attribute,
          .trait = traitOf(attribute)};
}

constexpr TeachableTask tasks[] = {
    {"colourise", "colourise", QT_TRANSLATE_NOOP("Training", "Colours for black-and-white photos"),
     QT_TRANSLATE_NOOP(
         "Training",
         "Colour photos that look as your old ones might have: the same places, people, clothes."),
     true, false, 8, 0, 0, 4,
     "--size 256 --blend 0.4 --learning-rate 5e-5 --adversarial-weight 0 --patience 8 "
     "--checkpoint-every 50 "
     "--sample-every 50 "
     "--log-every 5"},
    {"regenerate", "regenerate", QT_TRANSLATE_NOOP("Training", "Faces painted anew"),
     QT_TRANSLATE_NOOP(
         "Training",
         "Photos of the faces that you paint on: the same people, in many poses and lights. Each "
         "face in them is learnt with its label map: where it does not fit, a double click on the face "
         "corrects it."),
     true, true, 12, 0, 0, 2,
     "--size 256 --blend 0.25 --learning-rate 5e-5 --adversarial-weight 0 --discriminator-channels 32 "
     "--discriminator-scales 2 --patience 8 "
     "--checkpoint-every 25 "
     "--sample-every 25 "
     "--log-every 5"},
    {"parse", "parse", QT_TRANSLATE_NOOP("Training", "Label maps of faces"),
     QT_TRANSLATE_NOOP("Training",
                       "Photos of faces in which the program takes parts for something else, hats for hair "
                       "or a scarf for skin: a "
                       "double click on a face corrects its label map. Faces that are right already keep it "
                       "from forgetting."),
     false, true, 12, 5, 0, 4,
     "--size 256 --blend 0.3 --learning-rate 2e-4 --patience 8 "
     "--checkpoint-every 25 "
     "--sample-every 25 "
     "--log-every 5"},
    {.id = "makeup",
     .trainer = "makeup",
     .text = QT_TRANSLATE_NOOP("Training", "Make-up"),
     .wants = QT_TRANSLATE_NOOP(
         "Training",
         "Photos of faces with make-up, in the looks that you want, and of faces without any, in many poses "
         "and lights. What the program sees stands under each face; where it is wrong or in doubt, say it "
         "with the buttons below."),
     .compares = true,
     .faces = true,
     .fewest = 12,
     .fewestCorrected = 0,
     .fewestEach = 6,
     .batchSize = 8,
     .arguments = "--blend 0.4 --learning-rate 2e-4 --painted-share 0.5 --histogram-weight 6 "
                  "--painted-beta 0.05 --eyes-weight 0.05 "
                  "--adversarial-weight 0 --patience 8 "
                  "--checkpoint-every 25 "
                  "--sample-every 25 "
                  "--log-every 5",
     .trait = Trait::MakeUp},
    sliderOf(Attribute::Glasses, "attribute-glasses"),
    sliderOf(Attribute::Beard, "attribute-beard"),
    sliderOf(Attribute::Smile, "attribute-smile"),
    sliderOf(Attribute::MouthOpen, "attribute-mouth-open"),
    sliderOf(Attribute::Young, "attribute-young"),
    sliderOf(Attribute::Male, "attribute-male"),
};

}  // namespace

QString TeachableTask::title() const {
  const QString title = QCoreApplication::translate("Training", text);
  return attribute ? title.arg(titleOf(*attribute)) : title;
}
QString TeachableTask::wish() const {
  return QCoreApplication::translate("Training", wants);
}

std::optional<bool> TrainingItem::has(Trait trait) const {
  return face ? face->marks[trait] : std::nullopt;
}

std::span<const TeachableTask> teachableTasks() {
  return tasks;
}

const TeachableTask* teachableTask(const QString& id) {
  for (const auto& task : tasks)
    if (id == QLatin1String(task.id)) return &task;
  return nullptr;
}

QString taskOf(const nlohmann::json& configuration) {
  const auto wordAt = [&](const char* path) {
    const nlohmann::json::json_pointer place(path);
    const bool there = configuration.contains(place) && configuration.at(place).is_string();
    return there ? configuration.at(place).get<std::string>() : std::string();
  };
  const std::string trainer = wordAt("/task"), attribute = wordAt("/recipe/attribute");
  for (const auto& task : tasks)
    if (trainer == task.trainer && (!task.attribute || attribute == nameOf(*task.attribute)))
      return QString::fromLatin1(task.id);
  return QString::fromStdString(trainer);
}

}  // namespace pentimento
