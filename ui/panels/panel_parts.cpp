// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/panel_parts.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
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

QLabel* newsLabel(const char* name) {
  auto* label = new QLabel;
  label->setObjectName(QString::fromLatin1(name));
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

}  // namespace pentimento
