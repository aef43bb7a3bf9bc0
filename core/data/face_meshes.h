// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "core/face/alignment.h"

namespace pentimento {

/// 468 points of MediaPipe's face mesh: x, y in pixels of a picture, z in the same unit, towards the camera
/// negative.
using FaceMesh = std::vector<cv::Point3f>;

struct LabelledMesh {
  FaceMesh points;
  double confidence = 0;  ///< 0 to 1: that there is a face
};

/// By file stem. `mesh.txt` has a line (stem, confidence) for each, `mesh.i16` 468 x 3 little-endian int16,
/// 1/32 pixel.
using FaceMeshes = std::map<std::string, LabelledMesh>;

bool hasMeshes(const std::filesystem::path& folder);
/// Throws Error naming the file: NotFound, Unreadable (the two files do not fit).
FaceMeshes readMeshes(const std::filesystem::path& folder);
/// Throws Error{WriteFailed}, or {InvalidArgument} for a point beyond the format's range (1024 pixels from
/// the origin).
void writeMeshes(const std::filesystem::path& folder, const FaceMeshes& meshes);
/// The mesh of a picture: of its own stem, else of the stem's part before the first underscore (one mesh for
/// all pictures of a person who did not move); null if there is none.
const LabelledMesh* meshFor(const FaceMeshes& meshes, const std::string& stem);

/// The crop of a face, from the mesh points that stand for the landmarks of the convention.
Alignment alignmentOf(const FaceMesh& mesh);
/// Distance of the outer eye corners, z included, so that a turned head does not shorten it.
double outerEyeDistance(const FaceMesh& mesh);
/// Degrees, positive when the subject looks to its left (right in the picture).
double yawOf(const FaceMesh& mesh);

}  // namespace pentimento
