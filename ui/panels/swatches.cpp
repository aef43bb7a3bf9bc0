// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/swatches.h"

#include <QCoreApplication>

namespace pentimento {

QString SwatchGroup::title() const {
  return QCoreApplication::translate("Swatches", name);
}

const std::vector<SwatchGroup>& swatchGroups() {
  static const std::vector<SwatchGroup> groups{
      {"skin",
       QT_TRANSLATE_NOOP("Swatches", "Skin"),
       {QColor(0xe8c0a6), QColor(0xf3d6c4), QColor(0xd9a583), QColor(0xb97f5c), QColor(0x8a5a3c),
        QColor(0x5c3a28)}},
      {"hair",
       QT_TRANSLATE_NOOP("Swatches", "Hair"),
       {QColor(0xdcc08a), QColor(0xb58a4c), QColor(0x9a5a2c), QColor(0x6b4428), QColor(0x3f2a1e),
        QColor(0x9c9690)}},
      {"lips",
       QT_TRANSLATE_NOOP("Swatches", "Lips"),
       {QColor(0xd99a92), QColor(0xc67c78), QColor(0xb55f5e), QColor(0xa8434a), QColor(0x8f3038),
        QColor(0x6e3432)}},
      {"sky",
       QT_TRANSLATE_NOOP("Swatches", "Sky"),
       {QColor(0xc3d9ea), QColor(0x8fbbe0), QColor(0x5c93cc), QColor(0x8a9bb0), QColor(0xe6b48c),
        QColor(0xc98a8a)}},
      {"foliage",
       QT_TRANSLATE_NOOP("Swatches", "Foliage"),
       {QColor(0xb5c077), QColor(0x8fa653), QColor(0x5f8a3c), QColor(0x3f6b35), QColor(0x8a7f3f),
        QColor(0xa86f3a)}},
      {"cloth",
       QT_TRANSLATE_NOOP("Swatches", "Cloth"),
       {QColor(0x2f3f63), QColor(0x4a6a94), QColor(0x7a3038), QColor(0x4f5a3a), QColor(0x7a5c3f),
        QColor(0xd8c9a8)}},
  };
  return groups;
}

}  // namespace pentimento
