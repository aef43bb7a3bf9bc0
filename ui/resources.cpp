// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resources.h"

#include <QCoreApplication>
#include <QDir>

// Qt's macro must stand outside any namespace.
static void initialiseResources() {
  Q_INIT_RESOURCE(icons);
  Q_INIT_RESOURCE(translations);
}

namespace pentimento {

void registerResources() {
  initialiseResources();
}

QStringList samplePhotos() {
  const QString program = QCoreApplication::applicationDirPath();
  for (const QString& path : {program + QStringLiteral("/../share/pentimento/samples"),
                              QStringLiteral(PENTIMENTO_SOURCE_DIR "/resources/samples")}) {
    const QDir folder(path);
    QStringList files =
        folder.entryList({QStringLiteral("*.jpg")}, QDir::Files, QDir::Name | QDir::IgnoreCase);
    for (QString& file : files) file = folder.absoluteFilePath(file);
    if (!files.isEmpty()) return files;
  }
  return {};
}

}  // namespace pentimento
