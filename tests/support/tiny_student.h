// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace pentimento::test {

/// Writes FOLDER/NAME.safetensors and its card: an untrained student of VGG-19 of width 2, a model for
/// perceptual-features. Returns the weights file.
std::filesystem::path writeTinyStudent(const std::filesystem::path& folder, const char* name);

}  // namespace pentimento::test
