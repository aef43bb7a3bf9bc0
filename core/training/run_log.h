// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>

namespace pentimento {

/// RUN/log.jsonl: one JSON object a line, appended and flushed; the same lines go to `listener`, for a parent process.
/// Every line has "event": started, progress, validation, samples, checkpoint, paused, resumed, stopped, finished, failed.
class RunLog {
 public:
  using Listener = std::function<void(const nlohmann::json&)>;
  /// Throws Error{WriteFailed}.
  RunLog(const std::filesystem::path& file, Listener listener);
  ~RunLog();
  RunLog(const RunLog&) = delete;
  RunLog& operator=(const RunLog&) = delete;

  void write(const nlohmann::json& line);

 private:
  std::FILE* file_;
  Listener listener_;
};

}  // namespace pentimento
