// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace pentimento::test {

/// Writes FOLDER/NAME.safetensors and its card: an untrained face generator of a few kilobytes whose pictures
/// depend on the label map and on the reference. Returns the weights file.
std::filesystem::path writeTinyGenerator(const std::filesystem::path& folder, const char* name);

}  // namespace pentimento::test
