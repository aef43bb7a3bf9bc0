// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace pentimento {

/// Makes :/icons and :/i18n known to Qt, which a static library must do by hand. May be called often.
void registerResources();

/// The photos that come with the program, installed or in the source tree; maybe none.
QStringList samplePhotos();

/// A picture that comes with the program, and what its folder says of it.
struct BundledPicture {
  QString path, title, source;
};
/// Faces to take make-up from, installed or in the source tree; maybe none. Those in the table of
/// makeup/SOURCES.md whose files are there.
QList<BundledPicture> bundledLooks();

}  // namespace pentimento
