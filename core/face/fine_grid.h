// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/core/hal/intrin.hpp>

namespace pentimento {

/// A crop that is sampled at each pixel of a photo, many for one of its own: enlarged once along
/// Catmull-Rom's cubic, row by row and column by column, and from there on linearly. A third of the cost of
/// the cubic at each pixel.
class FineGrid {
 public:
  /// The linear part is off by 1 / (8 factor^2) of the cubic's curvature at most. Small crops, whose networks
  /// draw single pixels, are enlarged most; no crop is enlarged beyond `largestSide`, or making the grid costs
  /// more than it saves.
  static constexpr int largestFactor = 4, largestSide = 640;

  /// `crop`: 32F, a multiple of four channels, for the processor's registers; reflected at its borders.
  explicit FineGrid(const cv::Mat& crop);

  /// Where in the grid a position of the crop lies.
  double coordinate(double inCrop) const { return (inCrop + 0.5) * factor_ - 0.5; }
  int factor() const { return factor_; }

  /// Between four neighbours in the grid; what lies outside is taken from its border.
  class Sample {
   public:
    Sample(const FineGrid& grid, float x, float y) {
      const float inX = std::clamp(x, 0.0F, grid.lastX_), inY = std::clamp(y, 0.0F, grid.lastY_);
      const int column = std::min(static_cast<int>(inX), grid.values_.cols - 2);
      const int row = std::min(static_cast<int>(inY), grid.values_.rows - 2);
      above_ = grid.values_.ptr<float>(row) + column * grid.channels_;
      below_ = grid.values_.ptr<float>(row + 1) + column * grid.channels_;
      right_ = grid.channels_;
      across_ = cv::v_setall_f32(inX - static_cast<float>(column));
      down_ = cv::v_setall_f32(inY - static_cast<float>(row));
    }

    /// Channels `first` to `first` + 3.
    cv::v_float32x4 channels(int first) const {
      const auto upper = between(above_ + first), lower = between(below_ + first);
      return cv::v_muladd(lower - upper, down_, upper);
    }

   private:
    cv::v_float32x4 between(const float* left) const {
      const auto value = cv::v_load(left);
      return cv::v_muladd(cv::v_load(left + right_) - value, across_, value);
    }

    const float *above_, *below_;
    int right_;
    cv::v_float32x4 across_, down_;
  };

 private:
  cv::Mat values_;
  int channels_, factor_;
  float lastX_, lastY_;
};

}  // namespace pentimento
