// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regenerate/mask_overlay.h"

#include <array>

#include "ui/image_bridge.h"

namespace pentimento {

namespace {

/// Premultiplied; background is transparent: there the photo stays.
const std::array<QRgb, faceClassCount>& classColours() {
  static const auto table = [] {
    std::array<QRgb, faceClassCount> colours{};
    for (std::size_t id = 1; id < colours.size(); ++id)
      colours[id] = toQColor(faceClasses()[id].colour).rgb();
    return colours;
  }();
  return table;
}

/// From photo pixels to the pane's logical pixels.
QTransform toPane(const ViewTransform& view) {
  const double scale = view.zoom() / view.devicePixelRatio();
  const QPointF corner = view.toView({0, 0});
  return QTransform(scale, 0, 0, scale, corner.x(), corner.y());
}

}  // namespace

MaskOverlay::MaskOverlay(MaskModel& masks, QObject* parent) : CanvasOverlay(parent), masks_(masks) {
  connect(&masks, &MaskModel::currentChanged, this, &MaskOverlay::maskChanged);
  connect(&masks, &MaskModel::maskPainted, this, &MaskOverlay::recolour);
}

void MaskOverlay::show(const Shown& shown) {
  if (shown == shown_) return;
  shown_ = shown;
  Q_EMIT changed();
}

void MaskOverlay::maskChanged() {
  picture_ = {};
  if (masks_.current()) {
    picture_ = QImage(FaceItem::maskSide, FaceItem::maskSide, QImage::Format_ARGB32_Premultiplied);
    recolour(picture_.rect());
  }
  Q_EMIT changed();
}

void MaskOverlay::recolour(const QRect& region) {
  if (picture_.isNull()) return;
  const cv::Mat& labels = masks_.current()->painted.mat();
  for (int y = region.top(); y <= region.bottom(); ++y) {
    const std::uint8_t* from = labels.ptr(y);
    auto* to = reinterpret_cast<QRgb*>(picture_.scanLine(y));
    for (int x = region.left(); x <= region.right(); ++x) to[x] = classColours()[from[x]];
  }
  if (shown_.visible)
    Q_EMIT changedIn(masks_.current()->photoFromMask().mapRect(QRectF(region).adjusted(-1, -1, 1, 1)));
}

void MaskOverlay::paint(QPainter& painter, const ViewTransform& view, const QSizeF& pane) const {
  if (!shown_.visible || picture_.isNull()) return;
  const QTransform place = masks_.current()->photoFromMask() * toPane(view);
  const QPolygonF crop = place.map(QPolygonF(QRectF(picture_.rect())));
  const QRectF photo = toPane(view).mapRect(QRectF(QPointF(0, 0), QSizeF(view.photoSize())));
  painter.save();
  painter.setClipRect(photo, Qt::IntersectClip);  // a crop may reach beyond the photo
  if (shown_.solo) {
    painter.fillRect(QRectF(QPointF(0, 0), pane), QColor(0x1a, 0x1a, 0x1a));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toQColor(faceClasses()[0].colour));
    painter.drawPolygon(crop);
  }
  painter.setOpacity(shown_.solo ? 1 : shown_.opacity);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.setTransform(place, true);
  painter.drawImage(QPointF(0, 0), picture_);
  painter.restore();
  // How far painting reaches.
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(QColor(0, 0, 0, 110), 1));
  painter.drawPolygon(crop);
  painter.setPen(QPen(QColor(255, 255, 255, 190), 1, Qt::DashLine));
  painter.drawPolygon(crop);
}

}  // namespace pentimento
