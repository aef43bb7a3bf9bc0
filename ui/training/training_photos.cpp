// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_photos.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFileInfo>
#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/base/caught_error.h"
#include "core/image/image_io.h"
#include "ui/image_bridge.h"
#include "ui/training/training_texts.h"

namespace pentimento {

namespace {

bool isReadable(const QFileInfo& file) {
  const std::string suffix = '.' + file.suffix().toLower().toStdString();
  const auto& readable = readableSuffixes();
  return std::find(readable.begin(), readable.end(), suffix) != readable.end();
}

QStringList picturesIn(const QString& path) {
  const QFileInfo info(path);
  if (!info.isDir()) return isReadable(info) ? QStringList(info.absoluteFilePath()) : QStringList();
  QStringList files;
  QDirIterator walk(path, QDir::Files, QDirIterator::Subdirectories);
  while (walk.hasNext())
    if (const QFileInfo file(walk.next()); isReadable(file)) files << file.absoluteFilePath();
  files.sort();
  return files;
}

QImage thumbnailOf(const Image& photo) {
  const QImage whole = toQImage(photo);
  constexpr int side = TrainingPhotos::thumbnailSide;
  const QImage small = whole.scaled(side, side, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
  return small.copy((small.width() - side) / 2, (small.height() - side) / 4, side, side);
}

}  // namespace

TrainingPhotos::TrainingPhotos(QObject* parent) : QObject(parent) {
  pool_.setMaxThreadCount(1);
}

TrainingPhotos::~TrainingPhotos() {
  pool_.clear();
  pool_.waitForDone();
}

TrainingPhotos::Entry* TrainingPhotos::find(const QString& file) {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& one) { return one.file == file; });
  return found == entries_.end() ? nullptr : &*found;
}

void TrainingPhotos::add(const QStringList& paths) {
  for (const QString& path : paths)
    for (const QString& file : picturesIn(path)) {
      if (find(file)) continue;
      entries_.emplace_back().file = file;
      ++waiting_;
      pool_.start([this, file] {
        Look look;
        try {
          const Photo photo = readPhoto(file.toStdU16String());
          look = {checkPhoto(photo.image, photo.greyscale), thumbnailOf(photo.image)};
        } catch (...) {
          look.check.problem = errorFrom(std::current_exception()).what();
        }
        // Queued to this object: dropped should it be gone by then.
        QMetaObject::invokeMethod(
            this, [this, file, look] { keep(file, look); }, Qt::QueuedConnection);
      });
    }
  Q_EMIT changed();
}

void TrainingPhotos::keep(const QString& file, const Look& look) {
  --waiting_;
  if (Entry* entry = find(file)) {
    entry->checked = true;
    entry->check = look.check;
    entry->thumbnail = look.thumbnail;
    entry->objection = objectionTo(look.check);
    for (const Entry& other : entries_)
      if (&other != entry && other.checked && entry->objection.isEmpty() &&
          looksAlike(other.check, look.check))
        entry->objection =
            QCoreApplication::translate("Training", "Looks like %1").arg(QFileInfo(other.file).fileName());
    entry->used = entry->objection.isEmpty();
  }
  Q_EMIT changed();
}

void TrainingPhotos::remove(const QString& file) {
  std::erase_if(entries_, [&](const Entry& one) { return one.file == file; });
  Q_EMIT changed();
}

void TrainingPhotos::clear() {
  entries_.clear();
  Q_EMIT changed();
}

void TrainingPhotos::setUsed(const QString& file, bool used) {
  Entry* entry = find(file);
  if (!entry || entry->used == used) return;
  entry->used = used && entry->check.readable();
  Q_EMIT changed();
}

QStringList TrainingPhotos::used() const {
  QStringList files;
  for (const Entry& one : entries_)
    if (one.used && (!one.checked || one.check.readable())) files << one.file;
  return files;
}

}  // namespace pentimento
