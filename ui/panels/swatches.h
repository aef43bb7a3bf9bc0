// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <vector>

namespace pentimento {

/// Colours that things on old photos usually have, from light to dark. Only their hue and strength colour the
/// photo: its lightness stays.
struct SwatchGroup {
  const char* id;    ///< "skin"
  const char* name;  ///< untranslated, context "Swatches"
  std::vector<QColor> colours;

  QString title() const;
};

/// Skin, hair, lips, sky, foliage, cloth.
const std::vector<SwatchGroup>& swatchGroups();

}  // namespace pentimento
