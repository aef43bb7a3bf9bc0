// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace pentimento::test {

/// A layout of 468 points in a grid of 26 x 18, mirror-symmetric, with its triangles, written in the format
/// that CanonicalFace::read takes. The texture is covered from 0.05 to 0.95.
void writeGridLayout(const std::filesystem::path& file, double shiftOfFirstPoint = 0);

}  // namespace pentimento::test
