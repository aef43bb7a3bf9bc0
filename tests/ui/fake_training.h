// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <vector>

#include "ui/training/training_process.h"

namespace pentimento::test {

/// What a preflight says of a step: half a second, so much memory of 8 GB.
inline nlohmann::json measured(double memory) {
  return {{"event", "measured"},
          {"batch_size", 4},
          {"seconds_per_step", 0.5},
          {"memory", static_cast<qint64>(memory)},
          {"free_memory", qint64(6'000'000'000)},
          {"total_memory", qint64(8'000'000'000)}};
}

/// Writes down what it is told and says only what the test lets it say.
class FakeTraining : public TrainingProcess {
 public:
  struct Script {
    QPointer<FakeTraining> process;  ///< the last one
    QStringList arguments;
    std::vector<TrainingCommand> commands;
    std::vector<bool> frozen;
    int started = 0, letGo = 0;
  };
  explicit FakeTraining(Script& script) : script_(script) { script_.process = this; }

  void start(const QStringList& arguments) override {
    ++script_.started;
    script_.arguments = arguments;
  }
  void send(TrainingCommand command) override { script_.commands.push_back(command); }
  void freeze(bool frozen) override { script_.frozen.push_back(frozen); }
  void letGo() override { ++script_.letGo; }

  void say(const nlohmann::json& line) { Q_EMIT said(line); }
  void end(int status, const QString& words = {}) { Q_EMIT ended(status, words); }

 private:
  Script& script_;
};

}  // namespace pentimento::test
