// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

#include "core/image/image.h"

namespace pentimento::test {

/// Of the two pixels that differ most.
inline double difference(const Image& a, const Image& b, const cv::Rect& where) {
  return cv::norm(a.mat()(where), b.mat()(where), cv::NORM_INF);
}
inline double difference(const Image& a, const Image& b) {
  return cv::norm(a.mat(), b.mat(), cv::NORM_INF);
}

/// U8, above 0 where the channels of two pictures (RGB) differ by more than this in all.
inline cv::Mat differing(const cv::Mat& a, const cv::Mat& b, double byMoreThan = 0) {
  cv::Mat difference, sum;
  cv::absdiff(a, b, difference);
  cv::transform(difference, sum, cv::Matx13f(1, 1, 1));
  return sum > byMoreThan;
}

}  // namespace pentimento::test
