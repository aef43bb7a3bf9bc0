// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace pentimento {

/// What a process uses of the machine, as /proc tells it.
struct ProcessUsage {
  double processorSeconds = 0;     ///< since it began, of all its threads
  std::int64_t memory = 0;         ///< resident now, bytes
  std::int64_t highestMemory = 0;  ///< resident at most, bytes
};
/// Nothing where there is no such process. 0: this one.
std::optional<ProcessUsage> usageOf(int process);

/// Main memory, bytes.
struct MachineMemory {
  std::int64_t total = 0, available = 0;  ///< available: without swapping
};
/// Zeros where /proc/meminfo cannot be read.
MachineMemory machineMemory();

}  // namespace pentimento
