// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/reference_view.h"

#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <algorithm>

namespace pentimento {

ReferenceView::ReferenceView(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("referenceView"));
  setAccessibleName(tr("Reference picture"));
  setAccessibleDescription(tr("Drop a colour picture here and click in it to take a colour."));
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAcceptDrops(true);
  setMinimumHeight(96);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::MinimumExpanding);
}

void ReferenceView::setPicture(const QImage& picture) {
  picture_ = picture;
  pointing_ = false;
  setCursor(picture.isNull() ? Qt::PointingHandCursor : Qt::CrossCursor);
  update();
}

QRectF ReferenceView::pictureRect() const {
  const QSizeF size =
      QSizeF(picture_.size()).scaled(QSizeF(rect().adjusted(2, 2, -2, -2).size()), Qt::KeepAspectRatio);
  return QRectF(QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size);
}

QColor ReferenceView::colourAt(const QPointF& position) const {
  const QRectF shown = pictureRect();
  if (picture_.isNull() || !shown.contains(position)) return {};
  const int x = static_cast<int>((position.x() - shown.x()) / shown.width() * picture_.width());
  const int y = static_cast<int>((position.y() - shown.y()) / shown.height() * picture_.height());
  return picture_.pixelColor(std::clamp(x, 0, picture_.width() - 1), std::clamp(y, 0, picture_.height() - 1));
}

void ReferenceView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  const QColor edge = palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid);
  painter.setBrush(palette().color(QPalette::Base));
  painter.setPen(QPen(edge, hasFocus() ? 2 : 1, picture_.isNull() ? Qt::DashLine : Qt::SolidLine));
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
  if (picture_.isNull()) {
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(rect().adjusted(12, 4, -12, -4), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Drop a colour picture here to take colours from it"));
    return;
  }
  painter.drawImage(pictureRect(), picture_);
  const QColor under = pointing_ ? colourAt(pointer_) : QColor();
  if (!under.isValid()) return;
  painter.setBrush(under);
  painter.setPen(QPen(Qt::black, 3));
  painter.drawEllipse(pointer_ + QPointF(14, -14), 9, 9);
  painter.setPen(QPen(Qt::white, 1.5));
  painter.drawEllipse(pointer_ + QPointF(14, -14), 9, 9);
  painter.drawEllipse(pointer_, 2, 2);
}

void ReferenceView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (picture_.isNull()) return Q_EMIT openRequested();
  const QColor colour = colourAt(event->position());
  if (colour.isValid()) Q_EMIT picked(colour);
}

void ReferenceView::mouseMoveEvent(QMouseEvent* event) {
  pointer_ = event->position();
  pointing_ = true;
  update();
}

void ReferenceView::leaveEvent(QEvent*) {
  pointing_ = false;
  update();
}

void ReferenceView::keyPressEvent(QKeyEvent* event) {
  const bool take =
      event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
  if (picture_.isNull()) {
    if (take) return Q_EMIT openRequested();
    return QWidget::keyPressEvent(event);
  }
  if (!pointing_) pointer_ = pictureRect().center();
  if (take) {
    if (const QColor colour = colourAt(pointer_); colour.isValid()) Q_EMIT picked(colour);
    return;
  }
  const double step = event->modifiers() & Qt::ShiftModifier ? 10 : 2;
  switch (event->key()) {
    case Qt::Key_Left:
      pointer_.rx() -= step;
      break;
    case Qt::Key_Right:
      pointer_.rx() += step;
      break;
    case Qt::Key_Up:
      pointer_.ry() -= step;
      break;
    case Qt::Key_Down:
      pointer_.ry() += step;
      break;
    default:
      return QWidget::keyPressEvent(event);
  }
  const QRectF shown = pictureRect();
  pointer_ = QPointF(std::clamp(pointer_.x(), shown.left(), shown.right() - 1),
                     std::clamp(pointer_.y(), shown.top(), shown.bottom() - 1));
  pointing_ = true;
  update();
}

void ReferenceView::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void ReferenceView::dropEvent(QDropEvent* event) {
  const auto urls = event->mimeData()->urls();
  if (urls.isEmpty() || !urls.front().isLocalFile()) return;
  event->acceptProposedAction();
  Q_EMIT dropped(urls.front().toLocalFile());
}

}  // namespace pentimento
