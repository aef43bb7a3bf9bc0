// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/patches.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "ui/image_bridge.h"

namespace pentimento {

namespace {

/// The alignment in pixels of a level, whose pixel centres are at whole numbers too.
Alignment scaled(const Alignment& alignment, const QSizeF& photo, const QSizeF& level) {
  const double sx = level.width() / photo.width(), sy = level.height() / photo.height(),
               s = std::sqrt(sx * sy);
  Alignment result;
  result.centre = {(alignment.centre.x + 0.5) * sx - 0.5, (alignment.centre.y + 0.5) * sy - 0.5};
  result.x = alignment.x * s;
  result.y = alignment.y * s;
  return result;
}

/// The rectangle of the rendition that the crop lies in.
QRect reach(const Alignment& alignment, const QRect& all) {
  const double dx = std::abs(alignment.x.x) + std::abs(alignment.y.x);
  const double dy = std::abs(alignment.x.y) + std::abs(alignment.y.y);
  constexpr double margin = 2;  // for the interpolation
  return QRectF(alignment.centre.x - dx, alignment.centre.y - dy, 2 * dx, 2 * dy)
      .adjusted(-margin, -margin, margin + 1, margin + 1)
      .toAlignedRect()
      .intersected(all);
}

}  // namespace

void lay(const Patches& patches, Image& part, const QPoint& corner) {
  const QRect shown(corner, QSize(part.width(), part.height()));
  for (const Patch& patch : patches) {
    const QRect both = patch.rect.intersected(shown);
    if (both.isEmpty()) continue;
    const auto within = [&](const QPoint& origin) {
      return cv::Rect(both.x() - origin.x(), both.y() - origin.y(), both.width(), both.height());
    };
    patch.pixels.mat()(within(patch.rect.topLeft())).copyTo(part.mat()(within(corner)));
  }
}

QSize sizeOf(const LoadedPhoto& photo, int level) {
  return level == photoItself ? photo.size() : photo.pyramid.level(level).size();
}

Image cut(const LoadedPhoto& photo, int level, const QRect& rect) {
  if (level != photoItself) return fromQImage(photo.pyramid.level(level).copy(rect));
  return Image(photo.photo.image.mat()(cv::Rect(rect.x(), rect.y(), rect.width(), rect.height())).clone());
}

FacePlace placeOf(const Alignment& alignment, const LoadedPhoto& photo, int level) {
  const QSize size = sizeOf(photo, level);
  FacePlace place;
  place.alignment = scaled(alignment, photo.size(), size);
  place.rect = reach(place.alignment, QRect(QPoint(0, 0), size));
  place.alignment.centre -= cv::Point2d(place.rect.x(), place.rect.y());
  return place;
}

bool mayOverlap(const Alignment& a, const Alignment& b) {
  return cv::norm(a.centre - b.centre) <= (a.side() + b.side()) / std::sqrt(2.0);
}

Image withoutColour(const Image& rgb) {
  cv::Mat grey, result;
  cv::cvtColor(rgb.mat(), grey, cv::COLOR_RGB2GRAY);
  cv::cvtColor(grey, result, cv::COLOR_GRAY2RGB);
  return Image(result);
}

}  // namespace pentimento
