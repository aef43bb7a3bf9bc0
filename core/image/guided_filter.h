// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/image/image.h"

namespace pentimento {

/// Brings masks to the edges of a picture (He, Sun & Tang 2010, "Guided image filtering", section 3.4: a
/// guide in colour). What depends on the guide alone is computed once for many masks.
class GuidedFilter {
 public:
  /// `guide`: RGB, F32. `window`: side of the square that is looked at, pixels, odd. `flat`: variance of what
  /// counts as no edge (the paper's epsilon). Throws Error{InvalidArgument} for other pictures.
  GuidedFilter(const Image& guide, int window, double flat);

  /// `mask`: F32, one channel, as large as the guide -> the same; it may leave the mask's range a little.
  /// Throws Error{InvalidArgument} for other masks.
  Image filtered(const Image& mask) const;

 private:
  cv::Mat mean(const cv::Mat& values) const;

  int window_;
  std::array<cv::Mat, 3> guide_, guideMean_;
  std::array<cv::Mat, 6> inverse_;  // of the guide's covariance + flat: RR, RG, RB, GG, GB, BB
};

}  // namespace pentimento
