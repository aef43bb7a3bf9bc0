// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/mask_brush_tool.h"

#include "ui/regenerate/mask_model.h"

namespace pentimento {

MaskBrushTool::MaskBrushTool(MaskModel& masks, MaskBrush& brush, QObject* parent)
    : BrushTool(brush, parent), masks_(masks) {
  connect(&masks, &MaskModel::currentChanged, this, &Tool::changed);
}

const FaceItem* MaskBrushTool::paintedAt(const QPointF&) const {
  const bool paints = brush_.mode() == MaskBrush::Mode::Paint || brush_.mode() == MaskBrush::Mode::Erase;
  return paints && masks_.current() ? masks_.current()->face.get() : nullptr;
}

std::optional<QPointF> MaskBrushTool::mirroredPoint(const QPointF& photo) const {
  const FaceMask* mask = masks_.current();
  if (!brush_.mirror() || !mask->contains(photo)) return std::nullopt;
  return mask->photoFromMask().map(mask->mirroredPoint(mask->toMask(photo)));
}

void MaskBrushTool::press(const PointerEvent& event) {
  moveOutline(event);
  const bool erase = event.eraser || brush_.mode() == MaskBrush::Mode::Erase;
  const MaskModel::Stroke stroke{erase ? PaintedClass() : PaintedClass(brush_.paints()), brush_.mirror()};
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

void MaskBrushTool::release(const PointerEvent&) {
  masks_.endStroke();
}

void MaskBrushTool::cancel() {
  masks_.cancelStroke();
  Q_EMIT changed();
}

}  // namespace pentimento
