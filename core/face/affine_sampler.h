// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

namespace pentimento {

/// map * (x, y, 1).
inline cv::Point2d transform(const cv::Matx23d& map, double x, double y) {
  return {map(0, 0) * x + map(0, 1) * y + map(0, 2), map(1, 0) * x + map(1, 1) * y + map(1, 2)};
}

/// The map for a target that begins at `origin`.
inline cv::Matx23d shifted(const cv::Matx23d& map, const cv::Point& origin) {
  const auto p = transform(map, origin.x, origin.y);
  return {map(0, 0), map(0, 1), p.x, map(1, 0), map(1, 1), p.y};
}

/// OpenCV's warpAffine and remap round positions to 1/32 pixel, which shows as steps where a crop of 256
/// pixels is enlarged to a face of 3,000; this one does not round.

/// target(p) = source(sourceFromTarget * p) with Catmull-Rom's cubic; the source is
/// reflected at its borders. `source`: 8U, 16U or 32F, 1 to 3 channels; `target` has its type and is written
/// inside `area` only.
void sampleCubic(const cv::Mat& source, const cv::Matx23d& sourceFromTarget, cv::Mat& target,
                 const cv::Rect& area);

/// The same for class indices (8U, one channel, below 32): the class with the most weight around the
/// position, under cubic B-splines where the target is finer than the source (borders become smooth curves
/// instead of stairs), by area where it is coarser. Positions off the source's pixels give 0.
void sampleLabels(const cv::Mat& source, const cv::Matx23d& sourceFromTarget, cv::Mat& target,
                  const cv::Rect& area);

/// a + weight * (b - a), into `a`. a, b: same type and size, 8U, 16U or 32F; `weight`: 32F, one channel, 0
/// to 1.
void mix(cv::Mat& a, const cv::Mat& b, const cv::Mat& weight);

}  // namespace pentimento
