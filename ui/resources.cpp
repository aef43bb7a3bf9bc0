// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resources.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

// Qt's macro must stand outside any namespace.
static void initialiseResources() {
  Q_INIT_RESOURCE(icons);
  Q_INIT_RESOURCE(translations);
}

namespace pentimento {

void registerResources() {
  initialiseResources();
}

namespace {

/// Of pictures that come with the program: installed, then in the source tree.
QStringList sharedFolders(const QString& name) {
  return {QCoreApplication::applicationDirPath() + QStringLiteral("/../share/pentimento/") + name,
          QStringLiteral(PENTIMENTO_SOURCE_DIR "/resources/") + name};
}

/// "| `file` | title | source | …" -> what it says; without a path for any other line.
BundledPicture pictureIn(const QString& line, const QDir& folder) {
  const QStringList cells = line.split(QLatin1Char('|'));
  const QString file = cells.value(1).trimmed();
  if (!file.startsWith(QLatin1Char('`'))) return {};
  const QString path = QDir::cleanPath(folder.absoluteFilePath(file.mid(1, file.size() - 2)));
  return {path, cells.value(2).trimmed(), cells.value(3).trimmed()};
}

}  // namespace

QStringList samplePhotos() {
  for (const QString& path : sharedFolders(QStringLiteral("samples"))) {
    const QDir folder(path);
    QStringList files =
        folder.entryList({QStringLiteral("*.jpg")}, QDir::Files, QDir::Name | QDir::IgnoreCase);
    for (QString& file : files) file = folder.absoluteFilePath(file);
    if (!files.isEmpty()) return files;
  }
  return {};
}

QList<BundledPicture> bundledLooks() {
  for (const QString& path : sharedFolders(QStringLiteral("makeup"))) {
    const QDir folder(path);
    QFile table(folder.filePath(QStringLiteral("SOURCES.md")));
    if (!table.open(QIODevice::ReadOnly)) continue;
    QList<BundledPicture> pictures;
    for (const QString& line : QString::fromUtf8(table.readAll()).split(QLatin1Char('\n'))) {
      const BundledPicture picture = pictureIn(line, folder);
      if (QFileInfo(picture.path).isFile()) pictures << picture;
    }
    return pictures;
  }
  return {};
}

}  // namespace pentimento
