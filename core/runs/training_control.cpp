// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/training_control.h"

namespace pentimento {

void TrainingControl::post(TrainingCommand command) {
  {
    const std::scoped_lock lock(mutex_);
    waiting_.push_back(command);
  }
  wake_.notify_all();
}

void TrainingControl::abandon() {
  {
    const std::scoped_lock lock(mutex_);
    abandoned_ = true;
  }
  wake_.notify_all();
}

bool TrainingControl::abandoned() const {
  const std::scoped_lock lock(mutex_);
  return abandoned_;
}

std::optional<TrainingCommand> TrainingControl::take() {
  const std::scoped_lock lock(mutex_);
  if (waiting_.empty()) return std::nullopt;
  const auto command = waiting_.front();
  waiting_.pop_front();
  return command;
}

std::optional<TrainingCommand> TrainingControl::wait(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, stop, [this] { return !waiting_.empty() || abandoned_; });
  if (waiting_.empty() || stop.stop_requested()) return std::nullopt;
  const auto command = waiting_.front();
  waiting_.pop_front();
  return command;
}

}  // namespace pentimento
