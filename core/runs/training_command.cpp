// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/training_command.h"

#include <nlohmann/json.hpp>

namespace pentimento {
namespace {

struct Word {
  TrainingCommand command;
  const char* word;
};
constexpr Word words[] = {{TrainingCommand::Pause, "pause"},
                          {TrainingCommand::Resume, "resume"},
                          {TrainingCommand::Checkpoint, "checkpoint"},
                          {TrainingCommand::Sample, "sample"},
                          {TrainingCommand::Stop, "stop"}};

}  // namespace

std::string lineFor(TrainingCommand command) {
  for (const auto& [one, word] : words)
    if (one == command) return nlohmann::json{{"command", word}}.dump();
  return {};
}

std::optional<TrainingCommand> trainingCommandFrom(std::string_view line) {
  const auto json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto found = json.find("command");
  if (found == json.end()) return std::nullopt;
  for (const auto& [command, word] : words)
    if (*found == word) return command;
  return std::nullopt;
}

}  // namespace pentimento
