// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <opencv2/core/types.hpp>
#include <vector>

#include "core/base/progress.h"
#include "core/image/image.h"

namespace pentimento {

/// iBUG 68 points in dlib's order, photo pixels (pixel centres are at whole numbers). 36–41 is the subject's
/// right eye (on the left in the picture), 42–47 the left one, 48–59 the outer lips, 60–67 the inner ones.
using Landmarks = std::array<cv::Point2d, 68>;

struct DetectedFace {
  cv::Rect2d box;         ///< photo pixels; may reach beyond the photo
  double confidence = 0;  ///< of the detector, above 0; 0 for a box that was drawn by hand
  Landmarks landmarks{};
};

/// Faces narrower than this are refused: there is nothing to edit in them (SPEC 8).
inline constexpr double minimumFaceSide = 40;

/// Where the 68-landmark predictor is: `wanted` if not empty, else the environment variable
/// PENTIMENTO_LANDMARKS, else Debian's libdlib-data and the usual places. Throws Error{NotFound} that says
/// how to get it.
std::filesystem::path findLandmarkPredictor(const std::filesystem::path& wanted = {});

/// dlib's HOG face detector and 68-landmark predictor (Kazemi and Sullivan 2014).
/// Not thread-safe: one worker owns it.
class FaceDetector {
 public:
  /// Throws Error: NotFound, Unreadable naming the file (damaged, or not 68 points).
  explicit FaceDetector(const std::filesystem::path& predictor = findLandmarkPredictor());
  ~FaceDetector();
  FaceDetector(FaceDetector&&) noexcept;
  FaceDetector& operator=(FaceDetector&&) noexcept;

  /// Faces of at least minimumFaceSide, upright within about 30 degrees, also those of which the border cuts
  /// up to a fifth, left to right by the centres of their boxes. `photo`: RGB or grey, U8, U16 or F32, of any
  /// size; a 24-megapixel one takes 0.8 to 1.3 s of processor time, a collage of a hundred small portraits 1.6 s,
  /// shared by two threads and more; one of 0.3 megapixels 0.1 s. An empty result is no error. Throws Error{Cancelled}.
  std::vector<DetectedFace> detect(const Image& photo, const Progress& progress = {}) const;

  /// Landmarks in a box that the user drew. Throws Error{InvalidArgument} for a box narrower than
  /// minimumFaceSide or off the photo, with the reason.
  DetectedFace inBox(const Image& photo, const cv::Rect2d& box) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pentimento
