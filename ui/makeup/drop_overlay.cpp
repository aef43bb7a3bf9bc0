// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/makeup/drop_overlay.h"

#include <algorithm>

namespace pentimento {

void DropOverlay::show(const FacePointer& face) {
  if (face == face_) return;
  face_ = face;
  Q_EMIT changed();
}

void DropOverlay::paint(QPainter& painter, const ViewTransform& view, const QSizeF& pane) const {
  if (!face_) return;
  constexpr QColor accent(0x3d, 0x9b, 0xe9);
  const QRectF photo = face_->box();
  const QRectF box(view.toView(photo.topLeft()), view.toView(photo.bottomRight()));
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(QColor(0, 0, 0, 150), 5));
  painter.setBrush(QColor(accent.red(), accent.green(), accent.blue(), 25));
  painter.drawRoundedRect(box, 6, 6);
  painter.setPen(QPen(accent, 3));
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(box, 6, 6);

  constexpr double padding = 8, distance = 6;
  const QString text = tr("Drop here: make up this face");
  const QFontMetricsF metrics(painter.font());
  QRectF chip(0, 0, metrics.horizontalAdvance(text) + 2 * padding, metrics.height() + padding);
  chip.moveCenter({box.center().x(), box.bottom() + distance + chip.height() / 2});
  chip.moveLeft(std::clamp(chip.left(), 0.0, std::max(0.0, pane.width() - chip.width())));
  chip.moveBottom(std::min(chip.bottom(), pane.height() - distance));
  painter.setPen(Qt::NoPen);
  painter.setBrush(QColor(0, 0, 0, 190));
  painter.drawRoundedRect(chip, 4, 4);
  painter.setPen(Qt::white);
  painter.drawText(chip, Qt::AlignCenter, text);
}

}  // namespace pentimento
