// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace pentimento {

/// An own line icon (resources/icons/NAME.svg), drawn in the palette's text colour at any size and ratio, so
/// that it follows the theme at once. An unknown name gives an empty icon.
QIcon themedIcon(const QString& name);

/// The program's own icon.
QIcon applicationIcon();

}  // namespace pentimento
