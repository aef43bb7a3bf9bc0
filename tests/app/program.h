// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pentimento::test {

/// How a run of the real program ended. `status` is -1 when a signal ended it.
struct Outcome {
  int status = -1;
  std::string out, err;
};

/// Runs `pentimento ARGUMENTS` without a display and with HOME, XDG_DATA_HOME and the like inside `home`, so
/// that no test sees or changes the models and settings of whoever runs it. `environment`: further
/// NAME=VALUE.
Outcome runProgram(const std::filesystem::path& home, const std::vector<std::string>& arguments,
                   const std::vector<std::string>& environment = {});

/// The same with its stdout and stderr on one terminal of 100 columns; all of it arrives in `out`.
Outcome runProgramOnTerminal(const std::filesystem::path& home, const std::vector<std::string>& arguments);

/// The lines of a text, without the empty one after the last.
std::vector<std::string> linesOf(const std::string& text);

}  // namespace pentimento::test
