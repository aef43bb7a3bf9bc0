// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCursor>
#include <QKeyEvent>
#include <QObject>
#include <QPainter>

#include "ui/canvas/view_transform.h"

namespace pentimento {

/// A press, move or release of the left button (or pen) on the canvas.
struct PointerEvent {
  QPointF photo;  ///< photo pixels, may lie outside the photo
  QPointF view;   ///< in the pane that was hit
  Qt::KeyboardModifiers modifiers;
  const ViewTransform& transform;
  double pressure = 1;  ///< of a pen, 0 to 1; a mouse presses fully
  bool eraser = false;  ///< the pen's other end
};

/// What the left button does on the canvas. One tool a file; the canvas owns none of them.
class Tool : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

  virtual QCursor cursor() const { return Qt::ArrowCursor; }
  virtual void press(const PointerEvent&) {}
  virtual void move(const PointerEvent&) {}   ///< with the button held
  virtual void hover(const PointerEvent&) {}  ///< without
  virtual void release(const PointerEvent&) {}
  /// The pointer left the canvas.
  virtual void leave() {}
  /// Returns whether the wheel was the tool's; `notches`: clicks, upwards positive.
  virtual bool wheel(double notches, Qt::KeyboardModifiers) {
    Q_UNUSED(notches);
    return false;
  }
  /// Something took the pointer away, or Esc during a drag: puts back what the drag changed.
  virtual void cancel() {}
  /// Returns whether the key was the tool's.
  virtual bool key(const QKeyEvent&, const ViewTransform&) { return false; }
  /// On top of the picture, in the pane's logical pixels; the painter is clipped to the pane.
  virtual void paint(QPainter&, const ViewTransform&) const {}

 Q_SIGNALS:
  void changed();                      ///< must be painted anew
  void changedIn(const QRectF& view);  ///< only there (the pane's logical pixels)
};

}  // namespace pentimento
