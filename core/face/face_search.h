// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/base/progress.h"
#include "core/face/hog_detector.h"

namespace pentimento {

/// Finds faces of 40 pixels and more in pictures of any size. Not thread-safe.
class FaceSearch {
 public:
  FaceSearch();

  /// `grey`: 8U, one channel. Boxes in its pixels, those of faces cut by the border reach beyond it; none
  /// overlaps another much.
  std::vector<FoundBox> search(const cv::Mat& grey, const Progress& progress);

  /// The face that fits a box drawn by hand best, or nothing when none does.
  std::vector<FoundBox> searchNear(const cv::Mat& grey, const cv::Rect2d& box);

 private:
  HogDetector faces_;
};

}  // namespace pentimento
