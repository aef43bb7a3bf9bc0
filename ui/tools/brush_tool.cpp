// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/brush_tool.h"

#include <algorithm>
#include <cmath>

#include "ui/faces/face_item.h"

namespace pentimento {

namespace {

constexpr double smallOutline = 5;  // below, a ring cannot be seen: a cross shows instead

void ring(QPainter& painter, const QPointF& centre, double radius, Qt::PenStyle style) {
  painter.setPen(QPen(QColor(0, 0, 0, 170), 3));
  painter.drawEllipse(centre, radius, radius);
  painter.setPen(QPen(Qt::white, 1.2, style));
  painter.drawEllipse(centre, radius, radius);
}

}  // namespace

BrushTool::BrushTool(MaskBrush& brush, QObject* parent) : Tool(parent), brush_(brush) {
  connect(&brush, &MaskBrush::changed, this, &Tool::changed);
}

QCursor BrushTool::cursor() const {
  const bool ringShows = pointer_ && paintedAt(*pointer_) && screenRadius_ >= smallOutline;
  return ringShows ? Qt::BlankCursor : Qt::CrossCursor;
}

double BrushTool::radius(const PointerEvent& event) const {
  constexpr double lightest = 0.1;
  return brush_.size() / 2 * std::clamp(event.pressure, lightest, 1.0);
}

std::optional<QPointF> BrushTool::mirroredPoint(const QPointF&) const {
  return std::nullopt;
}

void BrushTool::hover(const PointerEvent& event) {
  moveOutline(event);
}

void BrushTool::leave() {
  pointer_.reset();
  Q_EMIT changedIn(drawn_);
}

bool BrushTool::wheel(double notches, Qt::KeyboardModifiers modifiers) {
  if (!(modifiers & Qt::ControlModifier)) return false;
  wheel_ += notches;
  const double whole = std::trunc(wheel_);
  wheel_ -= whole;
  brush_.grow(static_cast<int>(whole));
  return true;
}

QRectF BrushTool::Outline::bounds() const {
  const double reach = radius + 3;
  QRectF box(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach);
  if (mirrored) box |= QRectF(mirrored->x() - reach, mirrored->y() - reach, 2 * reach, 2 * reach);
  return box;
}

std::optional<BrushTool::Outline> BrushTool::outline(const ViewTransform& view) const {
  const FaceItem* face = pointer_ ? paintedAt(*pointer_) : nullptr;
  if (!face) return std::nullopt;
  const double photoPixels = face->face.alignment.side() / FaceItem::maskSide;
  Outline result;
  result.centre = view.toView(*pointer_);
  result.radius = brush_.size() / 2 * photoPixels * view.zoom() / view.devicePixelRatio();
  if (const auto mirrored = mirroredPoint(*pointer_)) result.mirrored = view.toView(*mirrored);
  return result;
}

void BrushTool::moveOutline(const PointerEvent& event) {
  pointer_ = event.photo;
  const auto now = outline(event.transform);
  screenRadius_ = now ? now->radius : 0;
  Q_EMIT changedIn(drawn_ | (now ? now->bounds() : QRectF()));
}

void BrushTool::paint(QPainter& painter, const ViewTransform& view) const {
  const auto now = outline(view);
  drawn_ = now ? now->bounds() : QRectF();
  screenRadius_ = now ? now->radius : 0;
  if (!now || now->radius < smallOutline) return;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  if (now->mirrored) ring(painter, *now->mirrored, now->radius, Qt::DotLine);
  ring(painter, now->centre, now->radius, Qt::SolidLine);
}

}  // namespace pentimento
