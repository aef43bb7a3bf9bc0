// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <filesystem>
#include <opencv2/core.hpp>
#include <vector>

namespace pentimento {

/// Points of MediaPipe's face mesh.
inline constexpr int facePointCount = 468;

/// The layout of the face texture: where each mesh point lies in it, and the triangles between them. Only
/// training needs it; a trained network carries what it needs (position_map_network.h).
struct CanonicalFace {
  std::vector<cv::Point3d> points;  ///< of the model face: x right in the picture, y up, z towards the camera
  std::vector<cv::Point2d> uv;      ///< 0 to 1, v grows downwards; mirror-symmetric about u = 0.5
  std::vector<cv::Vec3i> triangles;  ///< cover the face without holes: eyes and mouth are filled
  std::vector<int> mirrored;         ///< the point on the other side; itself on the midline

  /// Reads 468 lines `x y z u v`, then triangles `i j k` to the end. Throws Error naming the file: NotFound,
  /// Unreadable (also for a layout that is not mirror-symmetric or whose triangles overlap).
  static CanonicalFace read(const std::filesystem::path& file);

  /// Moves the inner lips apart until `gap` lies between them (the layout's mouth is shut: a coarse map could
  /// not tell an open mouth's lips apart).
  void openMouth(double gap);

  /// Takes mesh points to a position map of `size` x `size` texels: F32 matrix [size * size, 468] whose
  /// product with the points [468, 3] is the map, row by row. Barycentric inside the face, extrapolated
  /// smoothly beyond (moving least squares, exact for affine functions).
  cv::Mat mapFromPoints(int size) const;
  /// U8, `size` x `size`: 255 for texels whose centre lies in a triangle, else 0.
  cv::Mat faceMask(int size) const;
};

/// Mesh points (upper, lower) of the inner lips, corners left out.
inline constexpr std::array<std::array<int, 2>, 9> innerLipPairs{
    {{191, 95}, {80, 88}, {81, 178}, {82, 87}, {13, 14}, {312, 317}, {311, 402}, {310, 318}, {415, 324}}};

}  // namespace pentimento
