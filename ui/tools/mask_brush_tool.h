// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "ui/regenerate/mask_brush.h"
#include "ui/tools/tool.h"

namespace pentimento {

class MaskModel;
struct FaceMask;

/// Paints on a face's mask as the brush says: strokes, fills, picks classes (also with Alt). A pen's pressure
/// scales the size, its other end erases; Ctrl and the wheel change the size. A stroke on another face
/// selects it.
class MaskBrushTool : public Tool {
  Q_OBJECT
 public:
  MaskBrushTool(MaskModel& masks, MaskBrush& brush, QObject* parent = nullptr);

  QCursor cursor() const override;
  void press(const PointerEvent& event) override;
  void move(const PointerEvent& event) override;
  void hover(const PointerEvent& event) override;
  void release(const PointerEvent& event) override;
  void leave() override;
  void cancel() override;
  bool wheel(double notches, Qt::KeyboardModifiers modifiers) override;
  void paint(QPainter& painter, const ViewTransform& view) const override;

 Q_SIGNALS:
  void missed();  ///< there is no face to paint

 private:
  struct Outline {
    QPointF centre;
    double radius = 0;  // logical pixels
    std::optional<QPointF> mirrored;
    QRectF bounds() const;
  };
  bool paints() const;
  double radius(const PointerEvent& event) const;
  std::optional<Outline> outline(const ViewTransform& view) const;
  void moveOutline(const PointerEvent& event);

  MaskModel& masks_;
  MaskBrush& brush_;
  std::optional<QPointF> pointer_;  // photo pixels
  // Of the outline as last painted: what must be painted over when it moves.
  mutable QRectF drawn_;
  mutable double screenRadius_ = 0;
  double wheel_ = 0;  // parts of a click, from finer wheels
};

}  // namespace pentimento
