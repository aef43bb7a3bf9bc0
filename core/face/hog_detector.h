// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <vector>

namespace pentimento {

struct FoundBox {
  cv::Rect2d box;  ///< pixels of the searched picture
  double confidence = 0;
};

/// dlib's detectors on histograms of oriented gradients, behind a header without dlib. Copies share nothing:
/// one a thread.
class HogDetector {
 public:
  /// dlib's frontal face detector: five views of windows of 80 pixels, larger ones by a pyramid.
  static HogDetector faces();
  /// The coarse filter for faces from 40 pixels on (small_face_filter.h): misses few, and is often wrong.
  static HogDetector smallFaces();
  ~HogDetector();
  HogDetector(const HogDetector&);
  HogDetector& operator=(const HogDetector&) = delete;

  /// `grey`: 8U, one channel. Boxes whose score is above `threshold` (0 is the detector's own), best first,
  /// none overlapping another much.
  std::vector<FoundBox> detect(const cv::Mat& grey, double threshold = 0);

 private:
  struct Impl;
  explicit HogDetector(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Drops each box that overlaps a better one by more than `share` of the smaller of the two; best first.
std::vector<FoundBox> withoutOverlaps(std::vector<FoundBox> boxes, double share);

}  // namespace pentimento
