// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/training/training_process.h"

namespace pentimento {

/// What a run will come to, as a few real steps of it say.
struct TrainingForecast {
  int batchSize = 0, wantedBatchSize = 0;  ///< the first one fits into memory
  double secondsPerStep = 0;
  qint64 memory = 0, totalMemory = 0;  ///< bytes: of the process at most, of the machine
  qint64 deviceMemory = 0;             ///< bytes of the graphics card at most; 0: it is not used
};

/// Takes a few steps in a process of its own before a run begins: how long they take, and how large a batch
/// may be for memory to do. Whoever destroys it ends that process. UI thread only.
class TrainingPreflight : public QObject {
  Q_OBJECT
 public:
  static constexpr int smallestBatch = 2;  ///< batch normalisation needs two

  /// `arguments` of the run, without its batch size.
  TrainingPreflight(TrainingProcessMaker make, const QStringList& arguments, int batchSize,
                    QObject* parent = nullptr);

  void start();

 Q_SIGNALS:
  /// How much of what precedes the first step (faces found and unwrapped, say) is done: 0 to 1.
  void preparing(double share);
  void fits(const pentimento::TrainingForecast& forecast);
  void refused(const QString& reason);

 private:
  void measure();
  void hear(const nlohmann::json& line);
  void ended(int status, const QString& words);
  void tooLarge(const QString& reason);

  TrainingProcessMaker make_;
  QStringList arguments_;
  TrainingForecast forecast_;
  qint64 freeMemory_ = 0;
  std::unique_ptr<TrainingProcess> process_;
};

}  // namespace pentimento
