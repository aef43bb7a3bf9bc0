// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "ui/regenerate/mask_brush.h"
#include "ui/tools/tool.h"

namespace pentimento {

struct FaceItem;

/// A round brush on a face: its outline under the pointer, its size by Ctrl and the wheel, a pen's pressure.
/// What it paints is up to the tool.
class BrushTool : public Tool {
  Q_OBJECT
 public:
  explicit BrushTool(MaskBrush& brush, QObject* parent = nullptr);

  QCursor cursor() const override;
  void hover(const PointerEvent& event) override;
  void leave() override;
  bool wheel(double notches, Qt::KeyboardModifiers modifiers) override;
  void paint(QPainter& painter, const ViewTransform& view) const override;

 Q_SIGNALS:
  void missed();  ///< there is no face to paint on

 protected:
  /// The face that a press there (photo pixels) would paint on; nullptr: none, no outline shows.
  virtual const FaceItem* paintedAt(const QPointF& photo) const = 0;
  /// Where the outline shows a second time; nullopt: nowhere.
  virtual std::optional<QPointF> mirroredPoint(const QPointF& photo) const;
  /// In the brush's mask pixels.
  double radius(const PointerEvent& event) const;
  void moveOutline(const PointerEvent& event);

  MaskBrush& brush_;

 private:
  struct Outline {
    QPointF centre;
    double radius = 0;  // logical pixels
    std::optional<QPointF> mirrored;
    QRectF bounds() const;
  };
  std::optional<Outline> outline(const ViewTransform& view) const;

  std::optional<QPointF> pointer_;  // photo pixels
  // Of the outline as last painted: what must be painted over when it moves.
  mutable QRectF drawn_;
  mutable double screenRadius_ = 0;
  double wheel_ = 0;  // parts of a click, from finer wheels
};

}  // namespace pentimento
