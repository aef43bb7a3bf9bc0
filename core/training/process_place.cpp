// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/process_place.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <cstring>

#include "core/base/error.h"

namespace pentimento {
namespace {

struct Launcher {
  const char *rank, *size, *localRank;
  /// Whether the size says by itself that there is a launcher. Within an allocation SLURM's is set for all
  /// programs.
  bool sizeTells;
};

constexpr Launcher launchers[] = {
    {"RANK", "WORLD_SIZE", "LOCAL_RANK", true},
    {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_LOCAL_RANK", true},
    {"SLURM_PROCID", "SLURM_NTASKS", "SLURM_LOCALID", false},
};

/// The whole number that `name` holds. Throws Error{InvalidArgument}.
int numberIn(const ProcessPlace::Variables& variables, const char* name, int least, int most) {
  const char* text = variables(name);
  if (!text)
    throw Error(ErrorKind::InvalidArgument, fmt::format("{} is not set, though a launcher sets it", name));
  int number = 0;
  const char* end = text + std::strlen(text);
  const auto [stopped, failed] = std::from_chars(text, end, number);
  if (failed != std::errc() || stopped != end || number < least || number > most)
    throw Error(ErrorKind::InvalidArgument,
                fmt::format("{} is '{}', not a number from {} to {}", name, text, least, most));
  return number;
}

}  // namespace

ProcessPlace ProcessPlace::from(const Variables& variables) {
  constexpr int mostProcesses = 4096;
  ProcessPlace place;
  for (const auto& launcher : launchers) {
    if (!variables(launcher.rank) && !(launcher.sizeTells && variables(launcher.size))) continue;
    place.size = numberIn(variables, launcher.size, 1, mostProcesses);
    place.rank = numberIn(variables, launcher.rank, 0, place.size - 1);
    if (variables(launcher.localRank))
      place.localRank = numberIn(variables, launcher.localRank, 0, place.size - 1);
    if (place.size == 1) return place;
    const char* address = variables("MASTER_ADDR");
    if (!address || !*address)
      throw Error(
          ErrorKind::InvalidArgument,
          fmt::format("{} says {} processes, but MASTER_ADDR is not set: the address of the first one. "
                      "To train in this process alone, unset {}",
                      launcher.size, place.size, launcher.rank));
    place.address = address;
    // torchrun may keep the port itself, and what listens there is of its own version of PyTorch.
    const char* taken = variables("TORCHELASTIC_USE_AGENT_STORE");
    const bool next = taken && std::strcmp(taken, "True") == 0;
    place.port = static_cast<std::uint16_t>(numberIn(variables, "MASTER_PORT", 1, 65534) + (next ? 1 : 0));
    return place;
  }
  return place;
}

ProcessPlace ProcessPlace::fromEnvironment() {
  return from([](const char* name) -> const char* { return std::getenv(name); });
}

}  // namespace pentimento
