// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAction;
class QCheckBox;
class QImage;
class QLabel;
class QPixmap;
class QString;
class QToolButton;
class QWidget;

namespace pentimento {

// What panels are made of.

/// A button that does what its action does, and is reached by Tab.
QToolButton* iconButton(QAction* action);
/// With the action's text.
QToolButton* textButton(QAction* action);
/// With another text than the action's, which menus need longer.
QToolButton* textButton(QAction* action, const QString& text);
/// A box that follows its action. `text`: what the panel says instead of the menu's text. Named after the
/// action, "…Box".
QCheckBox* checkBox(QAction* action, const QString& text);

/// A bold label.
QLabel* heading(const QString& text, QWidget* buddy = nullptr);
/// A small picture with round corners and a frame, `side` logical pixels wide, for `widget`; without a
/// picture a dashed frame.
QPixmap framed(const QImage& picture, int side, const QWidget& widget);
/// For what there is to say: wrapped, and its text can be selected.
QLabel* newsLabel(const char* name);

}  // namespace pentimento
