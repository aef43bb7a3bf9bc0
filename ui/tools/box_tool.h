// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "ui/tools/tool.h"

namespace pentimento {

class FaceModel;

/// Says where a face is: a drag draws a box around it, Enter begins one in the middle that the arrow keys
/// move (with Shift: resize) and Enter takes; Esc drops it. A click on a face selects it, Delete deletes a
/// drawn one.
class BoxTool : public Tool {
  Q_OBJECT
 public:
  explicit BoxTool(FaceModel& faces, QObject* parent = nullptr);

  QCursor cursor() const override { return Qt::CrossCursor; }
  void press(const PointerEvent& event) override;
  void move(const PointerEvent& event) override;
  void release(const PointerEvent& event) override;
  void cancel() override;
  bool key(const QKeyEvent& event, const ViewTransform& view) override;
  void paint(QPainter& painter, const ViewTransform& view) const override;

 Q_SIGNALS:
  void drawn(const QRectF& photo);      ///< a box that a face may be in (photo pixels)
  void refused(const QString& reason);  ///< too small, or off the photo; translated

 private:
  void take(const QSize& photo);
  bool adjust(const QKeyEvent& event, const ViewTransform& view);
  bool takeBack();

  FaceModel& faces_;
  std::optional<QRectF> box_;  // photo pixels, being drawn
  QPointF corner_, pressed_;   // where the press was: photo, view
  bool dragging_ = false;
};

}  // namespace pentimento
