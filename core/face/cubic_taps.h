// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <opencv2/core.hpp>
#include <opencv2/core/hal/intrin.hpp>

namespace pentimento {

/// The four pixels of a row or column around a position, reflected into it, and how much each counts under
/// Catmull-Rom's cubic. In the innermost loops of all that enlarges crops, so it is inline.
struct CubicTaps {
  std::array<int, 4> indices;
  std::array<float, 4> weights;
  float fraction;  ///< of the way from the second to the third

  CubicTaps(double position, int size) {
    const double limit = 4.0 * size;  // far away the fade has won; any pixel does
    const double near = std::clamp(position, -limit, limit + size);
    const int first = cvFloor(near) - 1;
    indices = {first, first + 1, first + 2, first + 3};
    if (first < 0 || first + 3 >= size)
      for (auto& index : indices) index = cv::borderInterpolate(index, size, cv::BORDER_REFLECT_101);
    fraction = static_cast<float>(near - (first + 1));
    const float t = fraction, t2 = t * t, t3 = t2 * t;
    weights = {0.5f * (-t + 2 * t2 - t3), 0.5f * (2 - 5 * t2 + 3 * t3), 0.5f * (t + 4 * t2 - 3 * t3),
               0.5f * (t3 - t2)};
  }
};

/// The value of a picture of four float channels there: one register.
inline cv::v_float32x4 cubicSample(const cv::Mat& source, const CubicTaps& x, const CubicTaps& y) {
  auto sum = cv::v_setzero_f32();
  for (std::size_t j = 0; j < 4; ++j) {
    const float* row = source.ptr<float>(y.indices[j]);
    auto line = cv::v_setzero_f32();
    for (std::size_t i = 0; i < 4; ++i)
      line = cv::v_muladd(cv::v_load(row + 4 * x.indices[i]), cv::v_setall_f32(x.weights[i]), line);
    sum = cv::v_muladd(line, cv::v_setall_f32(y.weights[j]), sum);
  }
  return sum;
}

/// The same between the nearest four pixels alone, for pictures that are smooth already.
inline cv::v_float32x4 linearSample(const cv::Mat& source, const CubicTaps& x, const CubicTaps& y) {
  const auto across = [&](int index) {
    const float* row = source.ptr<float>(index);
    const auto left = cv::v_load(row + 4 * x.indices[1]), right = cv::v_load(row + 4 * x.indices[2]);
    return cv::v_muladd(right - left, cv::v_setall_f32(x.fraction), left);
  };
  const auto above = across(y.indices[1]), below = across(y.indices[2]);
  return cv::v_muladd(below - above, cv::v_setall_f32(y.fraction), above);
}

}  // namespace pentimento
