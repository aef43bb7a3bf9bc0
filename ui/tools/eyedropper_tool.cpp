// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/eyedropper_tool.h"

#include <utility>

namespace pentimento {

EyedropperTool::EyedropperTool(std::function<QColor(const QPointF&)> colourAt, QObject* parent)
    : Tool(parent), colourAt_(std::move(colourAt)) {}

void EyedropperTool::hover(const PointerEvent& event) {
  position_ = event.photo;
  under_ = colourAt_(event.photo);
  Q_EMIT changed();
}

void EyedropperTool::release(const PointerEvent& event) {
  const QColor colour = colourAt_(event.photo);
  if (colour.isValid()) Q_EMIT picked(colour);
}

void EyedropperTool::cancel() {
  position_.reset();
  Q_EMIT changed();
}

void EyedropperTool::paint(QPainter& painter, const ViewTransform& view) const {
  if (!position_ || !under_.isValid()) return;
  constexpr double radius = 22, width = 9;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  const QPointF centre = view.toView(*position_);
  painter.setPen(QPen(QColor(0, 0, 0, 160), width + 4));
  painter.drawEllipse(centre, radius, radius);
  painter.setPen(QPen(QColor(255, 255, 255), width + 2));
  painter.drawEllipse(centre, radius, radius);
  painter.setPen(QPen(under_, width));
  painter.drawEllipse(centre, radius, radius);
}

}  // namespace pentimento
