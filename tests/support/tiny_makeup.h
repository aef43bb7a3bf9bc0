// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <filesystem>
#include <optional>

namespace pentimento::test {

/// Writes FOLDER/makeup.safetensors and its card: a make-up generator of a few kilobytes for textures of 64
/// texels. `added`: what it adds to every texel, RGB, in shares; without it, it is untrained, and what it
/// adds depends on both textures. Returns the weights file.
std::filesystem::path writeTinyMakeup(const std::filesystem::path& folder,
                                      std::optional<std::array<double, 3>> added = {});

}  // namespace pentimento::test
