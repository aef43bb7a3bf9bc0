// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <optional>

#include "ui/canvas/canvas_overlay.h"
#include "ui/faces/face_model.h"

namespace pentimento {

/// Boxes, landmarks and label maps of the faces over the photo. The face that is hovered in the list always
/// shows its box.
class FaceOverlay : public CanvasOverlay {
  Q_OBJECT
 public:
  struct Shown {
    bool boxes = false, landmarks = false, labels = false;
    double opacity = 0.5;  ///< of the label maps, 0 to 1
    bool operator==(const Shown&) const = default;
  };

  explicit FaceOverlay(FaceModel& faces, QObject* parent = nullptr);

  const Shown& shown() const { return shown_; }
  void show(const Shown& shown);
  /// While boxes are drawn by hand, all boxes show.
  void setDrawing(bool drawing);
  void paint(QPainter& painter, const ViewTransform& view, const QSizeF& pane) const override;

 private:
  void paintLabels(QPainter& painter, const ViewTransform& view, const QSizeF& pane) const;
  void paintLandmarks(QPainter& painter, const ViewTransform& view) const;
  void paintBoxes(QPainter& painter, const ViewTransform& view) const;

  FaceModel& faces_;
  Shown shown_;
  bool drawing_ = false;
  // The label maps as last drawn, in device pixels: hovering and other repaints cost a copy only.
  struct Layer {
    ViewTransform view;
    QImage picture;
  };
  mutable std::optional<Layer> layer_;
};

}  // namespace pentimento
