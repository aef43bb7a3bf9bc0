// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/image.h"

namespace pentimento::test {

/// Of the two pixels that differ most.
inline double difference(const Image& a, const Image& b, const cv::Rect& where) {
  return cv::norm(a.mat()(where), b.mat()(where), cv::NORM_INF);
}
inline double difference(const Image& a, const Image& b) {
  return cv::norm(a.mat(), b.mat(), cv::NORM_INF);
}

}  // namespace pentimento::test
