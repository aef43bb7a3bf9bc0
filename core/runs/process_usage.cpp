// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/process_usage.h"

#include <unistd.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>

namespace pentimento {
namespace {

/// Lines such as "VmRSS:  123 kB", in bytes; what has no number is 0.
std::map<std::string, std::int64_t> tableOf(const std::string& file) {
  std::map<std::string, std::int64_t> table;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    const auto colon = line.find(':');
    if (colon == std::string::npos) continue;
    std::int64_t kibibytes = 0;
    std::istringstream(line.substr(colon + 1)) >> kibibytes;
    table[line.substr(0, colon)] = kibibytes * 1024;
  }
  return table;
}

}  // namespace

std::optional<ProcessUsage> usageOf(int process) {
  const std::string folder = "/proc/" + (process == 0 ? "self" : std::to_string(process));
  std::string text;
  std::ifstream stream(folder + "/stat");
  if (!std::getline(stream, text)) return std::nullopt;
  // After the name, which may hold blanks, field 3 follows; 14 and 15 are the ticks in user and system mode.
  std::istringstream fields(text.substr(text.rfind(')') + 1));
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;
  double user = 0, system = 0;
  if (!(fields >> user >> system)) return std::nullopt;
  auto memory = tableOf(folder + "/status");
  return ProcessUsage{(user + system) / static_cast<double>(sysconf(_SC_CLK_TCK)), memory["VmRSS"],
                      memory["VmHWM"]};
}

MachineMemory machineMemory() {
  auto memory = tableOf("/proc/meminfo");
  return {memory["MemTotal"], memory["MemAvailable"]};
}

}  // namespace pentimento
