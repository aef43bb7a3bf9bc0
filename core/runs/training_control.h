// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>

#include "core/runs/training_command.h"

namespace pentimento {

/// Where commands wait until the training loop has time for them. Thread-safe: one thread posts, the loop
/// takes.
class TrainingControl {
 public:
  void post(TrainingCommand command);
  /// Nobody will post any more: whoever waits need not wait for ever.
  void abandon();
  bool abandoned() const;

  /// The next command, or nothing when there is none now.
  std::optional<TrainingCommand> take();
  /// Sleeps until there is one; nothing when `stop` was requested or nobody is left to send any.
  std::optional<TrainingCommand> wait(const std::stop_token& stop);

 private:
  mutable std::mutex mutex_;
  std::condition_variable_any wake_;
  std::deque<TrainingCommand> waiting_;
  bool abandoned_ = false;
};

}  // namespace pentimento
