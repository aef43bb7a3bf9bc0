// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_preflight.h"

#include <QLocale>

namespace pentimento {

namespace {

constexpr int steps = 3;
constexpr double mostOfFreeMemory =
    0.9;  // the rest is for checkpoints, and for whatever else begins meanwhile

}  // namespace

TrainingPreflight::TrainingPreflight(TrainingProcessMaker make, const QStringList& arguments, int batchSize,
                                     QObject* parent)
    : QObject(parent), make_(std::move(make)), arguments_(arguments) {
  forecast_.batchSize = forecast_.wantedBatchSize = batchSize;
}

void TrainingPreflight::start() {
  measure();
}

void TrainingPreflight::measure() {
  forecast_.memory = 0;
  process_ = make_();
  connect(process_.get(), &TrainingProcess::said, this, &TrainingPreflight::hear);
  connect(process_.get(), &TrainingProcess::ended, this, &TrainingPreflight::ended);
  process_->start(arguments_ + QStringList{QStringLiteral("--batch-size"),
                                           QString::number(forecast_.batchSize),
                                           QStringLiteral("--measure-steps"), QString::number(steps)});
}

void TrainingPreflight::hear(const nlohmann::json& line) {
  const std::string event = line.value("event", "");
  if (event == "preparing") return Q_EMIT preparing(line.value("fraction", 0.0));
  if (event != "measured") return;
  forecast_.secondsPerStep = line.value("seconds_per_step", 0.0);
  forecast_.memory = line.value("memory", qint64(0));
  forecast_.totalMemory = line.value("total_memory", qint64(0));
  forecast_.deviceMemory = line.value("device_memory", qint64(0));
  freeMemory_ = line.value("free_memory", qint64(0));
}

void TrainingPreflight::ended(int status, const QString& words) {
  process_.release()->deleteLater();
  // Killed, as the system does when memory runs out, or refused by the device.
  if (status < 0 || words == QLatin1String("not enough memory"))
    return tooLarge(words.isEmpty() ? tr("there is not enough memory") : words);
  if (status != 0) return Q_EMIT refused(words);
  if (static_cast<double>(forecast_.memory) > mostOfFreeMemory * static_cast<double>(freeMemory_))
    return tooLarge(
        tr("it would take %1 of memory, %2 are free")
            .arg(QLocale().formattedDataSize(forecast_.memory), QLocale().formattedDataSize(freeMemory_)));
  Q_EMIT fits(forecast_);
}

void TrainingPreflight::tooLarge(const QString& reason) {
  if (forecast_.batchSize / 2 < smallestBatch) return Q_EMIT refused(reason);
  forecast_.batchSize /= 2;
  measure();
}

}  // namespace pentimento
