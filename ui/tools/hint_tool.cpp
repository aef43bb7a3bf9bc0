// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/hint_tool.h"

#include <QLineF>

#include "ui/image_bridge.h"

namespace pentimento {

namespace {

constexpr double radius = 7, reach = 11;  // logical pixels

QPointF position(const ColourHint& hint) {
  return {hint.x, hint.y};
}

}  // namespace

HintTool::HintTool(DocumentModel& document, QObject* parent) : Tool(parent), document_(document) {
  connect(&document, &DocumentModel::colouriseChanged, this, &Tool::changed);
  connect(&document, &DocumentModel::selectionChanged, this, &Tool::changed);
  connect(&document, &DocumentModel::selectionChanged, this, [this] { nudges_.end(); });
}

int HintTool::hintAt(const PointerEvent& event) const {
  const auto& hints = document_.hints();
  // Later hints are drawn on top, so they are hit first; the selected one is drawn last of all.
  const auto hit = [&](int index) {
    return QLineF(event.transform.toView(position(hints[static_cast<std::size_t>(index)])), event.view)
               .length() <= reach;
  };
  if (document_.selectedHint() >= 0 && hit(document_.selectedHint())) return document_.selectedHint();
  for (int index = static_cast<int>(hints.size()) - 1; index >= 0; --index) {
    if (hit(index)) return index;
  }
  return -1;
}

void HintTool::press(const PointerEvent& event) {
  pressed_ = event.view;
  moved_ = false;
  undoIndex_ = document_.undoStack().index();
  gesture_ = DocumentModel::newGesture();
  dragged_ = hintAt(event);
  if (dragged_ < 0) {
    const QRectF photo(QPointF(0, 0), QSizeF(event.transform.photoSize()));
    if (!photo.contains(event.photo)) return document_.selectHint(-1);
    dragged_ = document_.addHint(event.photo, document_.currentColour());
  }
  document_.selectHint(dragged_);
  grip_ = position(document_.hints()[static_cast<std::size_t>(dragged_)]) - event.photo;
  over_ = dragged_;
}

void HintTool::move(const PointerEvent& event) {
  if (dragged_ < 0) return;
  constexpr double slop = 3;  // a shaky click is no drag
  if (!moved_ && QLineF(pressed_, event.view).length() < slop) return;
  moved_ = true;
  document_.moveHint(dragged_, event.photo + grip_, gesture_);
}

void HintTool::hover(const PointerEvent& event) {
  const int over = hintAt(event);
  if (over == over_) return;
  over_ = over;
  Q_EMIT changed();
}

void HintTool::release(const PointerEvent&) {
  dragged_ = -1;
}

void HintTool::cancel() {
  if (dragged_ >= 0) document_.undoStack().setIndex(undoIndex_);
  dragged_ = -1;
}

bool HintTool::key(const QKeyEvent& event, const ViewTransform& view) {
  const int selected = document_.selectedHint();
  switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Insert:
      document_.addHint(view.toPhoto(view.viewCentre()), document_.currentColour());
      return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
      if (selected >= 0) document_.removeHint(selected);
      return selected >= 0;
    case Qt::Key_Escape:
      document_.selectHint(-1);
      return selected >= 0;
    default:
      return selected >= 0 && nudge(event);
  }
}

bool HintTool::nudge(const QKeyEvent& event) {
  QPointF step;
  switch (event.key()) {
    case Qt::Key_Left:
      step = {-1, 0};
      break;
    case Qt::Key_Right:
      step = {1, 0};
      break;
    case Qt::Key_Up:
      step = {0, -1};
      break;
    case Qt::Key_Down:
      step = {0, 1};
      break;
    default:
      return false;
  }
  if (event.modifiers() & Qt::ShiftModifier) step *= 10;
  const int selected = document_.selectedHint();
  document_.moveHint(selected, position(document_.hints()[static_cast<std::size_t>(selected)]) + step,
                     nudges_.gesture());
  return true;
}

void HintTool::paint(QPainter& painter, const ViewTransform& view) const {
  painter.setRenderHint(QPainter::Antialiasing);
  const auto draw = [&](int index, bool selected) {
    const ColourHint& hint = document_.hints()[static_cast<std::size_t>(index)];
    const QPointF centre = view.toView(position(hint));
    const double size = radius + (selected ? 2 : 0) + (index == over_ ? 1 : 0);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 170), selected ? 6 : 4));
    painter.drawEllipse(centre, size, size);
    painter.setPen(QPen(Qt::white, selected ? 3.5 : 2));
    painter.setBrush(toQColor(hint.rgb));
    painter.drawEllipse(centre, size, size);
    if (!selected) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0x3d, 0x9b, 0xe9), 2));
    painter.drawEllipse(centre, size + 3.5, size + 3.5);
  };
  for (int index = 0; index < static_cast<int>(document_.hints().size()); ++index) {
    if (index != document_.selectedHint()) draw(index, false);
  }
  if (document_.selectedHint() >= 0) draw(document_.selectedHint(), true);
}

}  // namespace pentimento
