// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/box_tool.h"

#include <QLineF>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/faces/face_model.h"

namespace pentimento {

BoxTool::BoxTool(FaceModel& faces, QObject* parent) : Tool(parent), faces_(faces) {}

void BoxTool::press(const PointerEvent& event) {
  box_.reset();
  corner_ = event.photo;
  pressed_ = event.view;
  dragging_ = false;
}

void BoxTool::move(const PointerEvent& event) {
  constexpr double slop = 4;  // a shaky click is no box
  if (!dragging_ && QLineF(pressed_, event.view).length() < slop) return;
  dragging_ = true;
  box_ = QRectF(corner_, event.photo).normalized();
  Q_EMIT changed();
}

void BoxTool::release(const PointerEvent& event) {
  if (std::exchange(dragging_, false)) {
    take(event.transform.photoSize());
  } else {
    faces_.select(faces_.faceAt(event.photo));
  }
}

void BoxTool::take(const QSize& photo) {
  const QRectF box = *std::exchange(box_, std::nullopt);
  const QRectF inside = box.intersected(QRectF(QPointF(0, 0), QSizeF(photo)));
  const double drawn = std::min(box.width(), box.height());
  if (drawn < minimumFaceSide) {
    Q_EMIT refused(tr("This box is only %1 pixels wide. A face needs at least %2 pixels.")
                       .arg(std::floor(drawn))
                       .arg(minimumFaceSide));
  } else if (inside.isEmpty() || std::min(inside.width(), inside.height()) < minimumFaceSide) {
    Q_EMIT refused(tr("This box lies beside the photo. Draw it around a face."));
  } else {
    Q_EMIT this->drawn(box);
  }
  Q_EMIT changed();
}

bool BoxTool::takeBack() {
  dragging_ = false;
  if (!box_) return false;
  box_.reset();
  Q_EMIT changed();
  return true;
}

void BoxTool::cancel() {
  takeBack();
}

bool BoxTool::key(const QKeyEvent& event, const ViewTransform& view) {
  switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Insert: {
      if (box_) {
        take(view.photoSize());
        return true;
      }
      const QRectF seen = view.visible();
      const double side = std::min(seen.width(), seen.height()) / 2;
      box_ = QRectF(0, 0, side, side);
      box_->moveCenter(seen.center());
      Q_EMIT changed();
      return true;
    }
    case Qt::Key_Escape: {
      if (takeBack()) return true;
      const bool had = faces_.selected() >= 0;
      faces_.select(-1);
      return had;
    }
    case Qt::Key_Delete:
    case Qt::Key_Backspace: {
      const bool ours = faces_.removable(faces_.selected());
      faces_.remove(faces_.selected());
      return ours;
    }
    default:
      return box_ && adjust(event, view);
  }
}

bool BoxTool::adjust(const QKeyEvent& event, const ViewTransform& view) {
  QPointF step;
  if (event.key() == Qt::Key_Left) step = {-1, 0};
  if (event.key() == Qt::Key_Right) step = {1, 0};
  if (event.key() == Qt::Key_Up) step = {0, -1};
  if (event.key() == Qt::Key_Down) step = {0, 1};
  if (step.isNull()) return false;
  step *= 10 * view.devicePixelRatio() / view.zoom();  // ten pixels of the view
  if (event.modifiers() & Qt::ShiftModifier) {
    // Both ways from the middle, so that a box stays on its face.
    const QRectF larger = box_->adjusted(-step.x(), step.y(), step.x(), -step.y());
    if (larger.width() > 0 && larger.height() > 0) box_ = larger;
  } else {
    box_->translate(step);
  }
  Q_EMIT changed();
  return true;
}

void BoxTool::paint(QPainter& painter, const ViewTransform& view) const {
  if (!box_) return;
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF box(view.toView(box_->topLeft()), view.toView(box_->bottomRight()));
  const bool large = std::min(box_->width(), box_->height()) >= minimumFaceSide;
  painter.setBrush(QColor(255, 255, 255, large ? 30 : 0));
  painter.setPen(QPen(QColor(0, 0, 0, 150), 4));
  painter.drawRect(box);
  painter.setPen(QPen(large ? QColor(0x3d, 0x9b, 0xe9) : QColor(0xe0, 0x6c, 0x5a), 2));
  painter.drawRect(box);
}

}  // namespace pentimento
