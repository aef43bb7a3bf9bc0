// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace pentimento {

/// `--vgg` of the commands that look at pictures through VGG-19: FILE, `none`, or left out.
void addVggOption(CLI::App& app, std::string& vgg);

/// The file that `vgg` means: left out, the program's own model for perceptual features; empty for `none`,
/// and, with a warning, where no such model is installed.
std::string vggFile(const std::string& vgg);

}  // namespace pentimento
