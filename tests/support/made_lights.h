// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace pentimento::test {

/// `subjects` faces (made_meshes.h) as Extended Yale B shows its people: DIR/images/person00_frontal.png and
/// _left, _hardleft, _right, _hardright, _top, _bottom, 96 pixels, grey, with DIR/light.tsv, DIR/mesh.txt and
/// DIR/mesh.i16, and DIR/layout.txt for CanonicalFace. With six or more, some are held out.
void writeMadeLights(const std::filesystem::path& folder, int subjects);

}  // namespace pentimento::test
