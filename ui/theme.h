// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

namespace pentimento {

enum class Theme { System, Light, Dark };

Theme themeFromName(const QString& name);  ///< unknown: System
QString nameOf(Theme theme);

/// Neutral greys, so that the surroundings do not colour what the eye sees in the photo.
QPalette paletteFor(bool dark);

/// Whether the desktop asks for dark windows, as far as Qt can tell.
bool systemIsDark();

/// Fusion with our palette and a small style sheet for spacing. Call before the first window and on every
/// change.
void applyTheme(Theme theme);

/// Contrast ratio of two opaque colours after WCAG 2: 1 (equal) to 21.
double contrastRatio(const QColor& a, const QColor& b);

}  // namespace pentimento
