// SPDX-License-Identifier: GPL-3.0-or-later
// The input half of CanvasView: what pointer, wheel and keys do.
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QTabletEvent>
#include <QWheelEvent>
#include <cmath>

#include "ui/canvas/canvas_view.h"
#include "ui/tools/tool.h"

namespace pentimento {

template <class Function>
void CanvasView::withTool(const QPointF& position, Qt::KeyboardModifiers modifiers, Function function) {
  if (!tool_ || !photo_) return;
  const QPointF view = inPane(position);
  (tool_->*function)(PointerEvent{view_.toPhoto(view), view, modifiers, view_, pressure_, eraser_});
}

bool CanvasView::event(QEvent* event) {
  if (event->type() == QEvent::NativeGesture) {
    const auto* gesture = static_cast<QNativeGestureEvent*>(event);
    if (gesture->gestureType() == Qt::ZoomNativeGesture) {
      zoomAt(1 + gesture->value(), gesture->position());
      return true;
    }
  }
  // Keys of the active tool win over shortcuts of the window (Delete, Esc).
  if (event->type() == QEvent::ShortcutOverride && tool_ && photo_) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Delete || key == Qt::Key_Backspace || key == Qt::Key_Escape) {
      event->accept();
      return true;
    }
  }
  return QWidget::event(event);
}

void CanvasView::resizeEvent(QResizeEvent*) {
  updateViewport();
}

void CanvasView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) update();
  QWidget::changeEvent(event);
}

void CanvasView::zoomAt(double factor, const QPointF& position) {
  view_.zoomBy(factor, inPane(position));
  notifyView();
}

void CanvasView::wheelEvent(QWheelEvent* event) {
  if (!photo_) return;
  const auto* device = event->pointingDevice();
  const bool touchpad = device && device->type() == QInputDevice::DeviceType::TouchPad;
  if (touchpad && !(event->modifiers() & Qt::ControlModifier) && !event->pixelDelta().isNull()) {
    view_.panBy(event->pixelDelta());
    notifyView();
    return;
  }
  constexpr double octavesPerNotch = 0.25, notch = 120;  // a wheel's click is 120 units
  const double notches = event->angleDelta().y() / notch;
  if (tool_ && tool_->wheel(notches, event->modifiers())) return;
  zoomAt(std::exp2(notches * octavesPerNotch), event->position());
}

void CanvasView::mousePressEvent(QMouseEvent* event) {
  if (!photo_) return QWidget::mousePressEvent(event);
  if (drag_ != Drag::None) return;
  last_ = event->position();
  const bool left = event->button() == Qt::LeftButton;
  if (event->button() == Qt::MiddleButton || (left && space_)) {
    drag_ = Drag::Pan;
  } else if (left && onDivider(last_)) {
    drag_ = Drag::Divider;
  } else if (left && tool_) {
    drag_ = Drag::Tool;
    withTool(last_, event->modifiers(), &Tool::press);
  }
  updateCursor();
}

void CanvasView::mouseMoveEvent(QMouseEvent* event) {
  const QPointF position = event->position(), moved = position - last_;
  last_ = position;
  switch (drag_) {
    case Drag::Pan:
      view_.panBy(moved);
      notifyView();
      break;
    case Drag::Divider:
      setDivider(position.x() / std::max(1, width()));
      break;
    case Drag::Tool:
      withTool(position, event->modifiers(), &Tool::move);
      break;
    case Drag::None:
      withTool(position, event->modifiers(), &Tool::hover);
      break;
  }
  updateCursor();
  if (!photo_) return;
  const QPointF point = photoAt(position);
  const bool inside = QRectF(QPointF(0, 0), QSizeF(photo_->size())).contains(point);
  if (!inside) {
    Q_EMIT pointed(std::nullopt, {});
  } else {
    Q_EMIT pointed(point, showsOriginal(position) ? originalAt(point) : colourAt(point));
  }
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event) {
  const Qt::MouseButton expected =
      drag_ == Drag::Pan && !(event->buttons() & Qt::LeftButton) ? event->button() : Qt::LeftButton;
  if (event->button() != expected) return;
  const Drag ended = std::exchange(drag_, Drag::None);
  if (ended == Drag::Tool) withTool(event->position(), event->modifiers(), &Tool::release);
  updateCursor();
}

void CanvasView::tabletEvent(QTabletEvent* event) {
  // Noted only: what is not accepted comes once more as a mouse event, which does the rest.
  const bool draws = event->type() != QEvent::TabletRelease && event->buttons() != Qt::NoButton;
  pressure_ = draws ? event->pressure() : 1;
  eraser_ = draws && event->pointerType() == QPointingDevice::PointerType::Eraser;
  event->ignore();
}

void CanvasView::leaveEvent(QEvent*) {
  if (tool_) tool_->leave();
  Q_EMIT pointed(std::nullopt, {});
}

void CanvasView::keyPressEvent(QKeyEvent* event) {
  if (!photo_) return QWidget::keyPressEvent(event);
  if (event->key() == Qt::Key_Escape && drag_ == Drag::Tool) {
    drag_ = Drag::None;
    tool_->cancel();
    return updateCursor();
  }
  if (tool_ && tool_->key(*event, view_)) return;
  constexpr double step = 40;
  QPointF pan;
  switch (event->key()) {
    case Qt::Key_Space:
      space_ = true;
      return updateCursor();
    case Qt::Key_Left:
      pan = {step, 0};
      break;
    case Qt::Key_Right:
      pan = {-step, 0};
      break;
    case Qt::Key_Up:
      pan = {0, step};
      break;
    case Qt::Key_Down:
      pan = {0, -step};
      break;
    default:
      return QWidget::keyPressEvent(event);  // the window's: hold for the original
  }
  view_.panBy(pan);
  notifyView();
}

void CanvasView::keyReleaseEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Space || event->isAutoRepeat()) return QWidget::keyReleaseEvent(event);
  space_ = false;
  updateCursor();
}

void CanvasView::focusOutEvent(QFocusEvent* event) {
  space_ = false;
  updateCursor();
  QWidget::focusOutEvent(event);
}

}  // namespace pentimento
