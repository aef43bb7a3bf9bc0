// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tools/brush_tool.h"

namespace pentimento {

class SlidersModel;

/// Erases what sliders changed on a face, or brings it back: when told so, and with Alt the other way round.
/// A pen's other end erases.
class AttributeEraserTool : public BrushTool {
  Q_OBJECT
 public:
  AttributeEraserTool(SlidersModel& sliders, MaskBrush& brush, QObject* parent = nullptr);

  void setRestoring(bool restoring) { restoring_ = restoring; }
  void press(const PointerEvent& event) override;
  void move(const PointerEvent& event) override;
  void release(const PointerEvent& event) override;
  void cancel() override;

 protected:
  const FaceItem* paintedAt(const QPointF& photo) const override;

 private:
  SlidersModel& sliders_;
  bool restoring_ = false;
};

}  // namespace pentimento
