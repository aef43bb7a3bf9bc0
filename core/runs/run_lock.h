// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

namespace pentimento {

/// RUN/lock, held by the one process that trains the run and holding its number. The system lets go of it
/// when the process ends, however it ends: a lock that is free means that nobody trains the run, whatever the
/// file says.
class RunLock {
 public:
  /// Throws Error: InvalidArgument (another process trains this run), WriteFailed. The folder must exist.
  explicit RunLock(const std::filesystem::path& run);
  ~RunLock();
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

  /// The process that trains `run`, or nothing. 0: one that did not write its number yet. Disturbs nobody.
  static std::optional<int> holder(const std::filesystem::path& run);

 private:
  int descriptor_ = -1;
};

}  // namespace pentimento
