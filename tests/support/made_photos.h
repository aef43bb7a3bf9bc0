// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/image/image.h"

namespace pentimento::test {

/// A colour picture without outside files: sky, ground and a few discs, chosen by `seed`. RGB, U8.
Image madeScene(int width, int height, int seed);

/// Writes `count` of them as FOLDER/scene_N.png, makes the folder.
void writeScenes(const std::filesystem::path& folder, int count, int width = 80, int height = 64);

}  // namespace pentimento::test
