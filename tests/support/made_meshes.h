// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <opencv2/core/types.hpp>
#include <vector>

#include "core/face/label_map.h"

namespace pentimento::test {

/// A face-like mesh of 468 points (core/data/face_meshes.h) in a picture of `size` pixels: the front of an
/// ellipsoid, with eyes, mouth corners and temples where alignment and yaw look for them, turned by `yaw`
/// degrees.
std::vector<cv::Point3f> madeMesh(double size, double yaw);

/// The layout of that mesh, for CanonicalFace::read.
void writeMadeLayout(const std::filesystem::path& file);

/// `count` pictures of 96 pixels under DIR/images, a bright ball with dark eyes and mouth turned by -40 to 40
/// degrees, with DIR/mesh.txt and DIR/mesh.i16.
void writeMadeFaces(const std::filesystem::path& folder, int count);

/// The same with DIR/masks: skin, and `atTheEyes` across the eyes.
void writeMadeMask(const std::filesystem::path& folder, int number, FaceClass atTheEyes);
void writeFacesToPaintOn(const std::filesystem::path& folder, int count);

}  // namespace pentimento::test
