// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/attribute_eraser_tool.h"

#include "ui/attributes/sliders_model.h"

namespace pentimento {

AttributeEraserTool::AttributeEraserTool(SlidersModel& sliders, MaskBrush& brush, QObject* parent)
    : BrushTool(brush, parent), sliders_(sliders) {
  connect(&sliders, &SlidersModel::targetsChanged, this, &Tool::changed);
}

const FaceItem* AttributeEraserTool::paintedAt(const QPointF& photo) const {
  return sliders_.erasableAt(photo).get();  // the document holds it
}

void AttributeEraserTool::press(const PointerEvent& event) {
  moveOutline(event);
  const bool other = event.modifiers & Qt::AltModifier;
  const bool restore = !event.eraser && restoring_ != other;
  if (!sliders_.beginStroke(event.photo, radius(event), restore)) Q_EMIT missed();
}

void AttributeEraserTool::move(const PointerEvent& event) {
  sliders_.continueStroke(event.photo, radius(event));
  moveOutline(event);
}

void AttributeEraserTool::release(const PointerEvent&) {
  sliders_.endStroke();
}

void AttributeEraserTool::cancel() {
  sliders_.cancelStroke();
}

}  // namespace pentimento
