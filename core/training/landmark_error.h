// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/data/face_meshes.h"
#include "core/face/detector.h"

namespace pentimento {

/// The landmark experiment of paper 003 (section 6.4): how far dlib's landmarks lie from where they should,
/// in shares of the distance of the outer eye corners. Glasses make those of the eyes worse; removing them
/// well makes them better.
struct LandmarkError {
  double eyes = 0;  ///< mean over the 12 landmarks of both eyes
  double rest = 0;  ///< mean over nose and mouth corners
};

/// `landmarks` and `truth` in pixels of the same picture.
LandmarkError landmarkError(const Landmarks& landmarks, const FaceMesh& truth);

/// Where dlib's detector puts its box in an aligned crop of this side: the experiment is not about detection.
cv::Rect2d faceBoxInCrop(int side);

}  // namespace pentimento
