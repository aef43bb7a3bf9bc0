// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPainter>

#include "ui/canvas/view_transform.h"

namespace pentimento {

/// What is drawn over the result, below the tool: never over the original of a comparison.
class CanvasOverlay : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  /// In the pane's logical pixels, `pane` of them; the painter is clipped to where the result shows.
  virtual void paint(QPainter& painter, const ViewTransform& view, const QSizeF& pane) const = 0;

 Q_SIGNALS:
  void changed();                       ///< must be painted anew
  void changedIn(const QRectF& photo);  ///< only there (photo pixels)
};

}  // namespace pentimento
