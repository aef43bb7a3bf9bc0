// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tools/brush_tool.h"

namespace pentimento {

class MaskModel;

/// Paints on a face's mask as the brush says: strokes, fills, picks classes (also with Alt). A pen's other
/// end erases. A stroke on another face selects it.
class MaskBrushTool : public BrushTool {
  Q_OBJECT
 public:
  MaskBrushTool(MaskModel& masks, MaskBrush& brush, QObject* parent = nullptr);

  void press(const PointerEvent& event) override;
  void move(const PointerEvent& event) override;
  void release(const PointerEvent& event) override;
  void cancel() override;

 protected:
  const FaceItem* paintedAt(const QPointF& photo) const override;
  std::optional<QPointF> mirroredPoint(const QPointF& photo) const override;

 private:
  MaskModel& masks_;
};

}  // namespace pentimento
