// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/makeup/look_shelf.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include "core/base/error.h"
#include "ui/resources.h"
#include "ui/settings.h"

namespace pentimento {

namespace {

Setting settingOf(LookShelf::Row row) {
  return row == LookShelf::Row::Favourites ? Setting::FavouriteLooks : Setting::RecentLooks;
}

void toFront(Settings& settings, Setting setting, const QString& path, qsizetype most) {
  QStringList files = settings.value(setting).toStringList();
  files.removeAll(path);
  files.prepend(path);
  settings.set(setting, files.mid(0, most));
}

void write(const QImage& picture, const QString& path) {
  QDir().mkpath(QFileInfo(path).absolutePath());
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly) || !picture.save(&file, "png") || !file.commit())
    throw Error(ErrorKind::WriteFailed, path.toStdString());
}

}  // namespace

LookShelf::LookShelf(Settings& settings, QObject* parent) : QObject(parent), settings_(settings) {}

QList<LookShelf::Entry> LookShelf::entries(Row row) const {
  QList<Entry> result;
  if (row == Row::Bundled) {
    for (const BundledPicture& picture : bundledLooks())
      result << Entry{picture.path, picture.title, picture.source};
    return result;
  }
  for (const QString& path : settings_.value(settingOf(row)).toStringList()) {
    const QFileInfo file(path);
    if (file.isFile()) result << Entry{path, file.fileName(), {}};
  }
  return result;
}

LookShelf::Row LookShelf::row() const {
  const QString name = settings_.text(Setting::LookShelf);
  return name == QLatin1String("recent")       ? Row::Recent
         : name == QLatin1String("favourites") ? Row::Favourites
                                               : Row::Bundled;
}

void LookShelf::setRow(Row row) {
  settings_.set(Setting::LookShelf, row == Row::Recent       ? QStringLiteral("recent")
                                    : row == Row::Favourites ? QStringLiteral("favourites")
                                                             : QStringLiteral("bundled"));
}

void LookShelf::addRecent(const QString& path) {
  toFront(settings_, Setting::RecentLooks, path, mostRecent);
  Q_EMIT changed();
}

std::optional<std::size_t> LookShelf::face(const QString& path) const {
  const QVariant known = settings_.value(Setting::LookFaces).toMap().value(path);
  bool isNumber = false;
  const auto index = known.toUInt(&isNumber);
  return isNumber ? std::optional<std::size_t>(index) : std::nullopt;
}

void LookShelf::setFace(const QString& path, std::size_t index) {
  QVariantMap faces = settings_.value(Setting::LookFaces).toMap();
  const QStringList kept = settings_.value(Setting::RecentLooks).toStringList() +
                           settings_.value(Setting::FavouriteLooks).toStringList();
  faces.removeIf([&](QVariantMap::iterator each) { return !kept.contains(each.key()); });
  faces.insert(path, static_cast<uint>(index));
  settings_.set(Setting::LookFaces, faces);
}

bool LookShelf::isFavourite(const QString& path) const {
  return settings_.value(Setting::FavouriteLooks).toStringList().contains(path);
}

void LookShelf::setFavourite(const ReferencePicture& picture, bool favourite) {
  if (favourite) {
    if (!picture.picture.isNull() && !QFileInfo::exists(picture.path)) write(picture.picture, picture.path);
    toFront(settings_, Setting::FavouriteLooks, picture.path, -1);
    Q_EMIT changed();
  } else {
    forget(Row::Favourites, picture.path);
  }
}

void LookShelf::forget(Row row, const QString& path) {
  if (row == Row::Bundled) return;
  QStringList files = settings_.value(settingOf(row)).toStringList();
  if (files.removeAll(path) == 0) return;
  settings_.set(settingOf(row), files);
  Q_EMIT changed();
}

QString LookShelf::pathFor(const QImage& picture) {
  const QImage pixels = picture.convertToFormat(QImage::Format_RGB32);
  const QByteArray bytes = QByteArray::fromRawData(reinterpret_cast<const char*>(pixels.constBits()),
                                                   static_cast<qsizetype>(pixels.sizeInBytes()));
  const QByteArray name = QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex().left(16);
  return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/makeup/") +
         QString::fromLatin1(name) + QStringLiteral(".png");
}

}  // namespace pentimento
