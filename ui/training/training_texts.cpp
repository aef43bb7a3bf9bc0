// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_texts.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

#include "ui/faces/face_texts.h"

namespace pentimento {

QString nameOf(TrainingState state) {
  switch (state) {
    case TrainingState::New:
      return QCoreApplication::translate("Training", "Not begun");
    case TrainingState::Trying:
      return QCoreApplication::translate("Training", "Trying a few steps");
    case TrainingState::Starting:
      return QCoreApplication::translate("Training", "Starting");
    case TrainingState::Running:
      return QCoreApplication::translate("Training", "Running");
    case TrainingState::Pausing:
      return QCoreApplication::translate("Training", "Pausing");
    case TrainingState::Paused:
      return QCoreApplication::translate("Training", "Paused");
    case TrainingState::Stopping:
      return QCoreApplication::translate("Training", "Stopping");
    case TrainingState::Detached:
      return QCoreApplication::translate("Training", "Running in the background");
    case TrainingState::Interrupted:
      return QCoreApplication::translate("Training", "Interrupted");
    case TrainingState::Stopped:
      return QCoreApplication::translate("Training", "Stopped");
    case TrainingState::Finished:
      return QCoreApplication::translate("Training", "Finished");
    case TrainingState::Failed:
      return QCoreApplication::translate("Training", "Failed");
  }
  return {};
}

QString summaryOf(const TrainingRun& run) {
  const auto& history = run.history();
  if (history.steps() == 0) return nameOf(run.state());
  return QCoreApplication::translate("Training", "%1, step %2 of %3")
      .arg(nameOf(run.state()), QLocale().toString(qlonglong(history.step())),
           QLocale().toString(qlonglong(history.steps())));
}

QString roughly(double seconds) {
  const double minutes = seconds / 60;
  if (minutes < 1) return QCoreApplication::translate("Training", "less than a minute");
  if (minutes < 90) return QCoreApplication::translate("Training", "about %1 min").arg(std::lround(minutes));
  if (minutes < 48 * 60)
    return QCoreApplication::translate("Training", "about %1 h").arg(std::lround(minutes / 60));
  return QCoreApplication::translate("Training", "about %1 days").arg(std::lround(minutes / 60 / 24));
}

QString textOf(const TrainingForecast& forecast) {
  constexpr int steps = 1000;
  QString text = QCoreApplication::translate("Training", "%1 for %2 steps, %3 of %4 memory.")
                     .arg(roughly(steps * forecast.secondsPerStep), QLocale().toString(steps),
                          QLocale().formattedDataSize(forecast.memory),
                          QLocale().formattedDataSize(forecast.totalMemory));
  text[0] = text[0].toUpper();
  if (forecast.deviceMemory > 0)
    text += QLatin1Char(' ') + QCoreApplication::translate("Training", "%1 of the graphics card's memory.")
                                   .arg(QLocale().formattedDataSize(forecast.deviceMemory));
  if (forecast.batchSize < forecast.wantedBatchSize)
    text += QLatin1Char(' ') +
            QCoreApplication::translate(
                "Training", "It learns from %1 at a time instead of %2: there is not enough memory for more.")
                .arg(forecast.batchSize)
                .arg(forecast.wantedBatchSize);
  return text;
}

QString verdictOf(const RunHistory& history) {
  const auto& all = history.validations();
  if (all.size() < 2 || all.front().step != 0) return {};
  const double before = all.front().score();
  const double best = std::min_element(all.begin() + 1, all.end(), [](const auto& a, const auto& b) {
                        return a.score() < b.score();
                      })->score();
  if (before <= 0) return {};
  const double percent = 100 * (before - best) / before;
  const QString number = QLocale().toString(std::abs(percent), 'f', 1);
  if (percent >= 0.05)
    return QCoreApplication::translate(
               "Training",
               "On the validation photos its error is %1 % lower than that of the model it began from.")
        .arg(number);
  if (percent <= -0.05)
    return QCoreApplication::translate("Training",
                                       "On the validation photos its error is still %1 % higher than that of "
                                       "the model it began from.")
        .arg(number);
  return QCoreApplication::translate("Training",
                                     "On the validation photos it is as good as the model it began from.");
}

QString textOf(const Deleted& deleted) {
  QString text =
      QCoreApplication::translate("Training", "Deleted: %1 copied photos, %2 samples, %3 checkpoints (%4).")
          .arg(deleted.photos)
          .arg(deleted.samples)
          .arg(deleted.checkpoints)
          .arg(QLocale().formattedDataSize(static_cast<qint64>(deleted.bytes)));
  QStringList models;
  for (const auto& name : deleted.models) models << QString::fromStdString(name);
  if (!models.isEmpty())
    text += QLatin1Char(' ') + QCoreApplication::translate("Training", "And the models made of them: %1.")
                                   .arg(models.join(QStringLiteral(", ")));
  return text;
}

QString objectionTo(const PhotoCheck& check) {
  if (!check.readable()) return QCoreApplication::translate("Training", "Cannot be read");
  if (check.grey) return QCoreApplication::translate("Training", "Grey: there are no colours to learn");
  if (check.small)
    return QCoreApplication::translate("Training", "Small: %1 × %2 pixels")
        .arg(check.width)
        .arg(check.height);
  if (check.blurred) return QCoreApplication::translate("Training", "Blurred");
  return {};
}

QString objectionTo(const TeachingFace& face) {
  if (face.covered) return QCoreApplication::translate("Training", "Hardly any face is to be seen");
  if (face.small)
    return QCoreApplication::translate("Training", "Small: %1 × %2 pixels")
        .arg(std::lround(face.side))
        .arg(std::lround(face.side));
  if (face.blurred) return QCoreApplication::translate("Training", "Blurred");
  return {};
}

QString markOf(Trait trait, std::optional<bool> has) {
  const QString text = !has   ? QCoreApplication::translate("Training", "%1: in doubt")
                       : *has ? QCoreApplication::translate("Training", "%1: yes")
                              : QCoreApplication::translate("Training", "%1: no");
  return text.arg(titleOf(trait));
}

}  // namespace pentimento
