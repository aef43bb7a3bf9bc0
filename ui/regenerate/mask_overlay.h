// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include "ui/canvas/canvas_overlay.h"
#include "ui/regenerate/mask_model.h"

namespace pentimento {

/// The current face's mask over the photo, see-through or alone. A dab recolours and repaints its own
/// rectangle.
class MaskOverlay : public CanvasOverlay {
  Q_OBJECT
 public:
  struct Shown {
    bool visible = false, solo = false;
    double opacity = 0.5;  ///< 0 to 1; alone it is opaque
    bool operator==(const Shown&) const = default;
  };

  explicit MaskOverlay(MaskModel& masks, QObject* parent = nullptr);

  const Shown& shown() const { return shown_; }
  void show(const Shown& shown);
  void paint(QPainter& painter, const ViewTransform& view, const QSizeF& pane) const override;

 private:
  void maskChanged();
  void recolour(const QRect& region);

  MaskModel& masks_;
  Shown shown_;
  QImage picture_;  // the mask in the colours of the classes; null: there is none
};

}  // namespace pentimento
