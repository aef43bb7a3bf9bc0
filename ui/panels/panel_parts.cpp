// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/panel_parts.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>

namespace pentimento {

QToolButton* iconButton(QAction* action) {
  auto* button = new QToolButton;
  button->setDefaultAction(action);
  button->setFocusPolicy(Qt::StrongFocus);
  button->setAutoRaise(true);
  button->setIconSize(QSize(20, 20));
  button->setAccessibleName(action->toolTip());
  return button;
}

QToolButton* textButton(QAction* action) {
  QToolButton* button = iconButton(action);
  button->setAutoRaise(false);
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  return button;
}

QToolButton* textButton(QAction* action, const QString& text) {
  auto* button = new QToolButton;
  button->setObjectName(action->objectName() + QStringLiteral("Button"));
  button->setText(text);
  button->setToolTip(action->toolTip());
  button->setIcon(action->icon());
  button->setIconSize(QSize(20, 20));
  button->setFocusPolicy(Qt::StrongFocus);
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  const auto follow = [button, action] { button->setEnabled(action->isEnabled()); };
  follow();
  QObject::connect(button, &QToolButton::clicked, action, &QAction::trigger);
  QObject::connect(action, &QAction::changed, button, follow);
  return button;
}

QCheckBox* checkBox(QAction* action, const QString& text) {
  auto* box = new QCheckBox(text);
  box->setObjectName(action->objectName() + QStringLiteral("Box"));
  box->setToolTip(action->toolTip());
  const auto follow = [box, action] {
    const QSignalBlocker blocker(box);
    box->setChecked(action->isChecked());
    box->setEnabled(action->isEnabled());
  };
  follow();
  QObject::connect(box, &QCheckBox::toggled, action, [action](bool on) {
    if (action->isChecked() != on) action->trigger();
  });
  QObject::connect(action, &QAction::changed, box, follow);
  return box;
}

QLabel* heading(const QString& text, QWidget* buddy) {
  auto* label = new QLabel(text);
  QFont font = label->font();
  font.setBold(true);
  label->setFont(font);
  label->setBuddy(buddy);
  return label;
}

QPixmap framed(const QImage& picture, int side, const QWidget& widget) {
  const double ratio = widget.devicePixelRatioF();
  const int pixels = static_cast<int>(side * ratio);
  QPixmap pixmap(pixels, pixels);
  pixmap.fill(Qt::transparent);
  pixmap.setDevicePixelRatio(ratio);
  QPainter painter(&pixmap);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  const QPalette palette = widget.palette();
  painter.setPen(QPen(palette.color(QPalette::Mid), 1, picture.isNull() ? Qt::DashLine : Qt::SolidLine));
  QBrush brush(palette.color(QPalette::Base));
  if (!picture.isNull()) {
    brush = QBrush(
        picture.scaled(pixels, pixels, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation));
    brush.setTransform(QTransform::fromScale(1 / ratio, 1 / ratio));
  }
  painter.setBrush(brush);
  painter.drawRoundedRect(QRectF(0.5, 0.5, side - 1, side - 1), 5, 5);
  return pixmap;
}

QLabel* newsLabel(const char* name) {
  auto* label = new QLabel;
  label->setObjectName(QString::fromLatin1(name));
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

}  // namespace pentimento
