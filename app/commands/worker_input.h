// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <thread>

#include "core/runs/training_control.h"

namespace pentimento {

/// The process gives way to everything else: lowest priority, first to go when memory runs out; and it
/// outlives the terminal and the window that it was started from.
void becomeBackgroundProcess();

/// Reads commands from standard input, one JSON object a line, and posts them. A line that is none is
/// answered by
/// {"event":"refused"}. The end of the input means that the parent went away: the work goes on, but a pause
/// ends it.
class WorkerInput {
 public:
  explicit WorkerInput(TrainingControl& control);

 private:
  void read(const std::stop_token& ended);
  void obey(const std::string& line);

  TrainingControl& control_;
  std::jthread thread_;
};

}  // namespace pentimento
