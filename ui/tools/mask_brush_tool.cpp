// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/mask_brush_tool.h"

#include <algorithm>
#include <cmath>

#include "ui/regenerate/mask_model.h"

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

MaskBrushTool::MaskBrushTool(MaskModel& masks, MaskBrush& brush, QObject* parent)
    : Tool(parent), masks_(masks), brush_(brush) {
  connect(&brush, &MaskBrush::changed, this, &Tool::changed);
  connect(&masks, &MaskModel::currentChanged, this, &Tool::changed);
}

bool MaskBrushTool::paints() const {
  return brush_.mode() == MaskBrush::Mode::Paint || brush_.mode() == MaskBrush::Mode::Erase;
}

QCursor MaskBrushTool::cursor() const {
  const bool ringShows = paints() && pointer_ && screenRadius_ >= smallOutline;
  return ringShows ? Qt::BlankCursor : Qt::CrossCursor;
}

double MaskBrushTool::radius(const PointerEvent& event) const {
  constexpr double lightest = 0.1;
  return brush_.size() / 2 * std::clamp(event.pressure, lightest, 1.0);
}

void MaskBrushTool::press(const PointerEvent& event) {
  moveOutline(event);
  const bool erase = event.eraser || brush_.mode() == MaskBrush::Mode::Erase;
  const MaskModel::Stroke stroke{erase ? Paint() : Paint(brush_.paints()), brush_.mirror()};
  bool hit = true;
  if ((event.modifiers & Qt::AltModifier) || (brush_.mode() == MaskBrush::Mode::Pick && !event.eraser)) {
    const FaceMask* mask = masks_.maskAt(event.photo);
    hit = mask != nullptr;
    if (mask) brush_.setClass(mask->classAt(mask->toMask(event.photo)));
  } else if (brush_.mode() == MaskBrush::Mode::Fill && !event.eraser) {
    hit = masks_.fill(event.photo, stroke);
  } else {
    hit = masks_.beginStroke(event.photo, radius(event), stroke);
  }
  if (!hit) Q_EMIT missed();
}

void MaskBrushTool::move(const PointerEvent& event) {
  masks_.continueStroke(event.photo, radius(event));
  moveOutline(event);
}

void MaskBrushTool::hover(const PointerEvent& event) {
  moveOutline(event);
}

void MaskBrushTool::release(const PointerEvent&) {
  masks_.endStroke();
}

void MaskBrushTool::leave() {
  pointer_.reset();
  Q_EMIT changedIn(drawn_);
}

void MaskBrushTool::cancel() {
  masks_.cancelStroke();
  Q_EMIT changed();
}

bool MaskBrushTool::wheel(double notches, Qt::KeyboardModifiers modifiers) {
  if (!(modifiers & Qt::ControlModifier)) return false;
  wheel_ += notches;
  const double whole = std::trunc(wheel_);
  wheel_ -= whole;
  brush_.grow(static_cast<int>(whole));
  return true;
}

QRectF MaskBrushTool::Outline::bounds() const {
  const double reach = radius + 3;
  QRectF box(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach);
  if (mirrored) box |= QRectF(mirrored->x() - reach, mirrored->y() - reach, 2 * reach, 2 * reach);
  return box;
}

std::optional<MaskBrushTool::Outline> MaskBrushTool::outline(const ViewTransform& view) const {
  const FaceMask* mask = masks_.current();
  if (!pointer_ || !mask || !paints()) return std::nullopt;
  Outline result;
  result.centre = view.toView(*pointer_);
  result.radius = brush_.size() / 2 * mask->scale() * view.zoom() / view.devicePixelRatio();
  if (brush_.mirror() && mask->contains(*pointer_))
    result.mirrored = view.toView(mask->photoFromMask().map(mask->mirroredPoint(mask->toMask(*pointer_))));
  return result;
}

void MaskBrushTool::moveOutline(const PointerEvent& event) {
  pointer_ = event.photo;
  const auto now = outline(event.transform);
  screenRadius_ = now ? now->radius : 0;
  Q_EMIT changedIn(drawn_ | (now ? now->bounds() : QRectF()));
}

void MaskBrushTool::paint(QPainter& painter, const ViewTransform& view) const {
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
