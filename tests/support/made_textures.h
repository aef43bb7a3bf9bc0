// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/data/face_textures.h"

namespace pentimento::test {

/// An unwrapped face in the canonical layout: even skin with a little grain, red lips, dark brows and
/// eyeballs, each where they belong, as seen from the front. Skin and grain depend on `number`.
StoredFace madeTexture(int size, int number);

/// FOLDER/SOURCE/bare_0.face … and makeup_0.face …, `count` of each.
void writeTextures(const std::filesystem::path& folder, const char* source, int count, int size);

}  // namespace pentimento::test
