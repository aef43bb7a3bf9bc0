// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/photo_pyramid.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "ui/image_bridge.h"

namespace pentimento {

namespace {

QImage halved(const QImage& picture) {
  QImage half((picture.width() + 1) / 2, (picture.height() + 1) / 2, picture.format());
  if (half.isNull()) throw Error(ErrorKind::OutOfMemory, "not enough memory");
  const cv::Mat source(picture.height(), picture.width(), CV_8UC4, const_cast<uchar*>(picture.constBits()),
                       static_cast<size_t>(picture.bytesPerLine()));
  cv::Mat target(half.height(), half.width(), CV_8UC4, half.bits(), static_cast<size_t>(half.bytesPerLine()));
  cv::resize(source, target, target.size(), 0, 0, cv::INTER_AREA);
  return half;
}

QRectF scaled(const QRectF& rect, const QSize& from, const QSize& to) {
  const double sx = double(to.width()) / from.width(), sy = double(to.height()) / from.height();
  return QRectF(rect.x() * sx, rect.y() * sy, rect.width() * sx, rect.height() * sy);
}

}  // namespace

PhotoPyramid::PhotoPyramid(const Photo& photo) {
  constexpr int coarsest = 512;
  levels_.push_back(toQImage(photo.image, photo.alpha ? &*photo.alpha : nullptr));
  while (std::max(levels_.back().width(), levels_.back().height()) > coarsest) {
    levels_.push_back(halved(levels_.back()));
  }
}

int PhotoPyramid::levelFor(double zoom) const {
  int level = 0;
  // A little slack, so that a photo fitted at 49.9 % is not drawn from four times the pixels.
  while (level + 1 < levels() && zoom * (2 << level) <= 1.02) ++level;
  return level;
}

QRectF PhotoPyramid::toLevel(const QRectF& photo, int index) const {
  return scaled(photo, size(), level(index).size());
}

QRectF PhotoPyramid::fromLevel(const QRectF& rect, int index) const {
  return scaled(rect, level(index).size(), size());
}

}  // namespace pentimento
