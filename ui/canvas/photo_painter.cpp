// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/photo_painter.h"

#include <QPixmap>
#include <cmath>

namespace pentimento {

namespace {

/// Painter state in device pixels relative to the pane's corner, put back at the end.
class DevicePixels {
 public:
  DevicePixels(QPainter& painter, const QRectF& pane, double ratio) : painter_(painter) {
    painter_.save();
    painter_.setClipRect(pane, Qt::IntersectClip);
    painter_.translate(pane.topLeft());
    painter_.scale(1 / ratio, 1 / ratio);
  }
  ~DevicePixels() { painter_.restore(); }
  DevicePixels(const DevicePixels&) = delete;
  DevicePixels& operator=(const DevicePixels&) = delete;

 private:
  QPainter& painter_;
};

/// Above this a photo pixel is shown as a square: who zooms so far wants to see pixels.
constexpr double squaresFrom = 3;

/// Draws the visible part of `image`, which covers `region` of the photo.
void drawPart(QPainter& painter, const ViewTransform& view, const QImage& image, const QRectF& region) {
  const QPointF origin = view.photoInDevice().topLeft();
  const QRectF seen = view.visible().intersected(region);
  if (seen.isEmpty()) return;
  const double sx = image.width() / region.width(), sy = image.height() / region.height();
  // Whole source pixels, so that the phase of the interpolation does not depend on what is visible.
  const QRectF wanted((seen.x() - region.x()) * sx - 1, (seen.y() - region.y()) * sy - 1,
                      seen.width() * sx + 2, seen.height() * sy + 2);
  const QRect source = wanted.toAlignedRect().intersected(image.rect());
  const QRectF target(origin.x() + (region.x() + source.x() / sx) * view.zoom(),
                      origin.y() + (region.y() + source.y() / sy) * view.zoom(),
                      source.width() / sx * view.zoom(), source.height() / sy * view.zoom());
  const bool exact = sx == 1 && view.zoom() == 1;
  if (exact) {
    painter.drawImage(target.topLeft().toPoint(), image, source);
  } else {
    painter.setRenderHint(QPainter::SmoothPixmapTransform, view.zoom() / sx < squaresFrom);
    painter.drawImage(target, image, QRectF(source));
  }
}

const QPixmap& checkerboard() {
  static const QPixmap tile = [] {
    constexpr int cell = 8;
    QPixmap pixmap(2 * cell, 2 * cell);
    pixmap.fill(QColor(0x99, 0x99, 0x99));
    QPainter painter(&pixmap);
    painter.fillRect(0, 0, cell, cell, QColor(0x66, 0x66, 0x66));
    painter.fillRect(cell, cell, cell, cell, QColor(0x66, 0x66, 0x66));
    return pixmap;
  }();
  return tile;
}

}  // namespace

void paintSurround(QPainter& painter, const QRectF& pane, const ViewTransform& view, Surround surround,
                   bool alpha, const QColor& grey) {
  if (surround == Surround::Checkerboard) {
    painter.drawTiledPixmap(pane, checkerboard());
    return;
  }
  painter.fillRect(pane, grey);
  if (!alpha) return;
  const DevicePixels device(painter, pane, view.devicePixelRatio());
  painter.drawTiledPixmap(view.photoInDevice(), checkerboard());
}

void paintOriginal(QPainter& painter, const QRectF& pane, const ViewTransform& view,
                   const PhotoPyramid& photo) {
  if (photo.empty()) return;
  const DevicePixels device(painter, pane, view.devicePixelRatio());
  drawPart(painter, view, photo.level(photo.levelFor(view.zoom())),
           QRectF(QPointF(0, 0), QSizeF(photo.size())));
}

void paintResult(QPainter& painter, const QRectF& pane, const ViewTransform& view, const ResultTiles& tiles) {
  const DevicePixels device(painter, pane, view.devicePixelRatio());
  if (tiles.base) drawPart(painter, view, tiles.base->image, tiles.base->region);
  // A finer tile than the screen needs would only cost; where it is older than the base it would be wrong.
  if (tiles.detail && (!tiles.base || tiles.detail->version >= tiles.base->version)) {
    drawPart(painter, view, tiles.detail->image, tiles.detail->region);
  }
}

}  // namespace pentimento
