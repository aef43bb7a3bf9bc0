// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/landmark_error.h"

#include <cmath>

namespace pentimento {
namespace {

struct Match {
  std::size_t landmark, meshPoint;
};
// dlib's landmark and the mesh point at the same place of the face.
constexpr Match eyeMatches[] = {{36, 33},  {37, 160}, {38, 158}, {39, 133}, {40, 153}, {41, 144},
                                {42, 362}, {43, 385}, {44, 387}, {45, 263}, {46, 373}, {47, 380}};
constexpr Match restMatches[] = {{30, 4}, {31, 98}, {33, 2}, {35, 327}, {48, 61}, {54, 291}};

template <std::size_t count>
double meanDistance(const Match (&matches)[count], const Landmarks& landmarks, const FaceMesh& truth) {
  double sum = 0;
  for (const auto& [landmark, point] : matches)
    sum += std::hypot(landmarks[landmark].x - truth[point].x, landmarks[landmark].y - truth[point].y);
  return sum / static_cast<double>(count);
}

}  // namespace

LandmarkError landmarkError(const Landmarks& landmarks, const FaceMesh& truth) {
  const double unit = outerEyeDistance(truth);
  return {meanDistance(eyeMatches, landmarks, truth) / unit,
          meanDistance(restMatches, landmarks, truth) / unit};
}

cv::Rect2d faceBoxInCrop(int side) {
  return {0.19 * side, 0.29 * side, 0.62 * side, 0.62 * side};
}

}  // namespace pentimento
