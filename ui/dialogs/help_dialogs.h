// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace pentimento {

class Actions;

/// What Pentimento is, its version and licence. Non-modal; deletes itself.
void showAbout(QWidget* parent);

/// Every shortcut of the registry, and what the mouse does on the photo. Non-modal; deletes itself.
void showShortcuts(const Actions& actions, QWidget* parent);

}  // namespace pentimento
