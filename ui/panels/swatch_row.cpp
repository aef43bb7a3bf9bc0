// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/swatch_row.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

namespace pentimento {

SwatchButton::SwatchButton(const QColor& colour, const QString& group, QWidget* parent)
    : QToolButton(parent), group_(group) {
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setColour(colour);
}

void SwatchButton::setColour(const QColor& colour) {
  colour_ = colour;
  const QString text = tr("%1, %2").arg(group_, colour.name());
  setAccessibleName(text);
  setToolTip(text);
  update();
}

void SwatchButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF body = QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5);
  painter.setOpacity(isEnabled() ? 1 : 0.35);
  painter.setBrush(colour_);
  painter.setPen(QPen(palette().color(QPalette::Mid), 1));
  if (underMouse() && isEnabled()) painter.setPen(QPen(palette().color(QPalette::WindowText), 1.5));
  painter.drawRoundedRect(body, 4, 4);
  if (!hasFocus()) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(palette().color(QPalette::Highlight), 2.5));
  painter.drawRoundedRect(body, 4, 4);
}

SwatchRow::SwatchRow(const QString& group, QWidget* parent) : QWidget(parent), group_(group) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(3);
  setMinimumHeight(22);
}

void SwatchRow::setColours(const QList<QColor>& colours) {
  while (buttons_.size() > colours.size()) delete buttons_.takeLast();
  for (qsizetype i = 0; i < colours.size(); ++i) {
    if (i < buttons_.size()) {
      buttons_[i]->setColour(colours[i]);
      continue;
    }
    auto* button = new SwatchButton(colours[i], group_);
    button->installEventFilter(this);
    connect(button, &SwatchButton::clicked, this, [this, button] { Q_EMIT chosen(button->colour()); });
    layout()->addWidget(button);
    buttons_.append(button);
  }
}

QList<QColor> SwatchRow::colours() const {
  QList<QColor> result;
  for (const SwatchButton* button : buttons_) result.append(button->colour());
  return result;
}

bool SwatchRow::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    const qsizetype index = buttons_.indexOf(static_cast<SwatchButton*>(watched));
    const qsizetype next = index + (key == Qt::Key_Right) - (key == Qt::Key_Left);
    if (next != index && next >= 0 && next < buttons_.size()) {
      buttons_[next]->setFocus(Qt::TabFocusReason);
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace pentimento
