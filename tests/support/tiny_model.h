// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace pentimento::test {

/// The chroma that the constant model gives to every pixel, as tanh leaves it.
inline constexpr float constantA = 32.044f, constantB = 16.377f;  // 110 * tanh(0.3), 110 * tanh(0.15)

/// Writes FOLDER/NAME.safetensors and its card: a colouriser of a few kilobytes. `constant`: it gives the
/// colour above to every pixel, so that results can be foretold; else its weights are random and large enough
/// that a hint changes the result. Returns the weights file.
std::filesystem::path writeTinyModel(const std::filesystem::path& folder, const char* name, bool constant);

}  // namespace pentimento::test
