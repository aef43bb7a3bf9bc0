// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/image/image.h"

namespace pentimento::test {

/// A face of ellipses and its label map: hair, skin, a blue right eye, a green left one, red lips.
struct MadeFace {
  Image picture;  ///< RGB, U8
  Image labels;   ///< U8, one channel, FaceClass
};
/// Place and light depend on `number`.
MadeFace madeFace(int size, int number);

/// DIR/images/face_0.png … with DIR/masks/face_0.png …
void writeFaces(const std::filesystem::path& folder, int count, int size = 96);

/// Writes FOLDER/NAME.safetensors and its card: an untrained face parser of a few kilobytes. Returns the
/// weights file.
std::filesystem::path writeTinyParser(const std::filesystem::path& folder, const char* name);

}  // namespace pentimento::test
