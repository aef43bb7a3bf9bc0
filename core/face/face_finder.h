// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/base/progress.h"
#include "core/face/hog_detector.h"

namespace pentimento {

/// Finds faces of 40 pixels and more in pictures of any size. Not thread-safe; works on OpenCV's threads.
///
/// Coarse to fine, since dlib's detector takes 70 ms of processor time a megapixel and needs faces of 80
/// pixels: large faces are found in a reduced picture; where small ones may be, a cheaper filter tells
/// (small_face_filter.h), and dlib looks at those places enlarged.
class FaceFinder {
 public:
  FaceFinder();

  /// `grey`: 8U, one channel. Boxes in its pixels, those of faces cut by the border reach beyond it; none
  /// overlaps another much.
  std::vector<FoundBox> search(const cv::Mat& grey, const Progress& progress);

  /// The face that fits a box drawn by hand best, or nothing when none does.
  std::vector<FoundBox> searchNear(const cv::Mat& grey, const cv::Rect2d& box);

 private:
  std::vector<FoundBox> candidates(const cv::Mat& grey, double largest) const;
  std::vector<FoundBox> verified(const cv::Mat& grey, const std::vector<FoundBox>& candidates) const;

  HogDetector faces_, smallFaces_;
};

}  // namespace pentimento
