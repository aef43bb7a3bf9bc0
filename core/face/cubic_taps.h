// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <opencv2/core.hpp>

namespace pentimento {

/// The four pixels of a row or column around a position, reflected into it, and how much each counts under
/// Catmull-Rom's cubic. In the innermost loops of all that enlarges crops, so it is inline.
struct CubicTaps {
  std::array<int, 4> indices;
  std::array<float, 4> weights;

  CubicTaps(double position, int size) {
    const double limit = 4.0 * size;  // far away the fade has won; any pixel does
    const double near = std::clamp(position, -limit, limit + size);
    const int first = cvFloor(near) - 1;
    indices = {first, first + 1, first + 2, first + 3};
    if (first < 0 || first + 3 >= size)
      for (auto& index : indices) index = cv::borderInterpolate(index, size, cv::BORDER_REFLECT_101);
    const auto t = static_cast<float>(near - (first + 1));
    const float t2 = t * t, t3 = t2 * t;
    weights = {0.5f * (-t + 2 * t2 - t3), 0.5f * (2 - 5 * t2 + 3 * t3), 0.5f * (t + 4 * t2 - 3 * t3),
               0.5f * (t3 - t2)};
  }
};

}  // namespace pentimento
