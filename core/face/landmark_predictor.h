// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>

#include "core/face/detector.h"

namespace pentimento {

/// dlib's 68-landmark predictor (Kazemi and Sullivan 2014), behind a header without dlib. Thread-safe.
class LandmarkPredictor {
 public:
  /// Throws Error naming the file: NotFound, Unreadable (damaged, or not 68 points).
  explicit LandmarkPredictor(const std::filesystem::path& file);
  ~LandmarkPredictor();
  LandmarkPredictor(LandmarkPredictor&&) noexcept;
  LandmarkPredictor& operator=(LandmarkPredictor&&) noexcept;

  /// Landmarks of the face in `box`, as the detector draws boxes: brows to chin. `grey`: 8U, one channel;
  /// both in its pixels. A box may reach beyond the picture.
  Landmarks predict(const cv::Mat& grey, const cv::Rect2d& box) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pentimento
