// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pentimento {

/// What a training process can be told while it works; carried out between two steps.
enum class TrainingCommand {
  Pause,       ///< the processor is given back; samples and checkpoints can still be asked for
  Resume,      ///< goes on from a pause
  Checkpoint,  ///< one now
  Sample,      ///< one now
  Stop,        ///< a checkpoint and the model, then the end
};

/// As the process reads it: {"command":"pause"}, without the end of the line.
std::string lineFor(TrainingCommand command);
/// The reverse; nothing where the line is no command.
std::optional<TrainingCommand> trainingCommandFrom(std::string_view line);

}  // namespace pentimento
