// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/face/alignment.h"

namespace pentimento::test {

/// A square in the photo, turned clockwise.
inline Alignment tilted(const cv::Point2d& centre, double side, double degrees) {
  const double angle = degrees * CV_PI / 180;
  const cv::Point2d x(std::cos(angle) * side / 2, std::sin(angle) * side / 2);
  return {centre, x, {-x.y, x.x}};
}

}  // namespace pentimento::test
