// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/photo_area.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/face/affine_sampler.h"

namespace pentimento {
namespace {

/// Values of a variable, both ends included; `first` > `last`: none.
struct Interval {
  double first, last;

  /// Leaves the x for which offset + slope * x is in `other`.
  void keep(double offset, double slope, const Interval& other) {
    if (slope == 0) {
      if (offset < other.first || offset > other.last) last = first - 1;
      return;
    }
    const auto [low, high] = std::minmax({(other.first - offset) / slope, (other.last - offset) / slope});
    first = std::max(first, low);
    last = std::min(last, high);
  }
};

}  // namespace

cv::Rect photoArea(const cv::Rect2d& box, const cv::Matx23d& photoFromCrop, const cv::Size& photo) {
  constexpr double far = std::numeric_limits<double>::max();
  double left = far, top = far, right = -far, bottom = -far;
  for (const double x : {box.x, box.x + box.width}) {
    for (const double y : {box.y, box.y + box.height}) {
      const auto p = transform(photoFromCrop, x, y);
      left = std::min(left, p.x);
      right = std::max(right, p.x);
      top = std::min(top, p.y);
      bottom = std::max(bottom, p.y);
    }
  }
  const auto inside = [](double value, int limit) {
    return static_cast<int>(std::clamp<double>(value, 0, limit));
  };
  const cv::Point first(inside(std::floor(left), photo.width), inside(std::floor(top), photo.height));
  const cv::Point last(inside(std::ceil(right) + 1, photo.width),
                       inside(std::ceil(bottom) + 1, photo.height));
  return {first, last};
}

cv::Range columnsIn(const cv::Rect2d& box, const cv::Matx23d& cropFromPhoto, int y,
                    const cv::Range& columns) {
  const auto start = transform(cropFromPhoto, 0, y);
  Interval x{static_cast<double>(columns.start), columns.end - 1.0};
  x.keep(start.x, cropFromPhoto(0, 0), {box.x, box.x + box.width});
  x.keep(start.y, cropFromPhoto(1, 0), {box.y, box.y + box.height});
  if (x.first > x.last) return {columns.start, columns.start};
  const int first = cvCeil(x.first);
  return {first, std::max(first, cvFloor(x.last) + 1)};
}

}  // namespace pentimento
