// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/canvas_overlay.h"
#include "ui/faces/face_item.h"

namespace pentimento {

/// The face that would be made up if what is dragged were dropped now.
class DropOverlay : public CanvasOverlay {
  Q_OBJECT
 public:
  using CanvasOverlay::CanvasOverlay;
  void show(const FacePointer& face);
  const FacePointer& face() const { return face_; }
  void paint(QPainter& painter, const ViewTransform& view, const QSizeF& pane) const override;

 private:
  FacePointer face_;
};

}  // namespace pentimento
