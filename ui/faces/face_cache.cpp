// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/faces/face_cache.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFileInfo>

namespace pentimento {

QString identityOf(const LoadedPhoto& photo) {
  const QString size = QStringLiteral("%1x%2").arg(photo.size().width()).arg(photo.size().height());
  const QString path = QString::fromStdU16String(photo.photo.path.u16string());
  const QFileInfo file(path);
  if (!path.isEmpty() && file.exists()) {
    return QStringLiteral("%1|%2|%3|%4")
        .arg(size)
        .arg(file.lastModified().toMSecsSinceEpoch())
        .arg(file.size())
        .arg(file.absoluteFilePath());
  }
  QCryptographicHash hash(QCryptographicHash::Sha1);
  const QImage& small = photo.pyramid.level(photo.pyramid.levels() - 1);
  hash.addData(QByteArrayView(reinterpret_cast<const char*>(small.constBits()), small.sizeInBytes()));
  return size + QLatin1Char('|') + QString::fromLatin1(hash.result().toHex());
}

std::optional<FaceCache::Entry> FaceCache::find(const QString& identity) const {
  const Entry* entry = entries_.object(identity);
  return entry ? std::optional(*entry) : std::nullopt;
}

void FaceCache::put(const QString& identity, Entry entry) {
  // A photo without faces costs something too, else there could be endlessly many.
  const auto cost = 1 + (entry.found ? entry.found->size() : 0) + entry.drawn.size();
  entries_.insert(identity, new Entry(std::move(entry)), static_cast<qsizetype>(cost));
}

}  // namespace pentimento
