// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_photos.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFileInfo>
#include <algorithm>

#include "core/image/image_io.h"
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

}  // namespace

TrainingPhotos::TrainingPhotos(QObject* parent) : QObject(parent) {
  pool_.setMaxThreadCount(1);
}

TrainingPhotos::~TrainingPhotos() {
  forget();
  pool_.waitForDone();
}

std::vector<TrainingPhotos::Entry>::iterator TrainingPhotos::find(const QString& id) {
  return std::find_if(entries_.begin(), entries_.end(), [&](const Entry& one) { return one.id == id; });
}

void TrainingPhotos::forget() {
  stop_.request_stop();
  stop_ = {};
  pool_.clear();
  waiting_ = 0;
  entries_.clear();
}

void TrainingPhotos::setLook(PhotoLook look) {
  QStringList files;
  for (const Entry& one : entries_)
    if (!files.contains(one.file)) files << one.file;
  forget();
  look_ = std::move(look);
  add(files);
}

void TrainingPhotos::add(const QStringList& paths) {
  for (const QString& path : paths)
    for (const QString& file : picturesIn(path)) {
      const bool known =
          std::any_of(entries_.begin(), entries_.end(), [&](const Entry& one) { return one.file == file; });
      if (known) continue;
      Entry& entry = entries_.emplace_back();
      entry.id = entry.file = file;
      look(file);
    }
  Q_EMIT changed();
}

void TrainingPhotos::look(const QString& file) {
  ++waiting_;
  pool_.start([this, file, look = look_, stop = stop_.get_token()] {
    std::vector<Finding> findings;
    try {
      findings = look(file, Progress({}, stop));
    } catch (const Error&) {  // stopped: nobody waits for it
      return;
    }
    // Queued to this object: dropped should it be gone by then.
    QMetaObject::invokeMethod(
        this,
        [this, file, findings, stop] {
          if (!stop.stop_requested()) keep(file, findings);
        },
        Qt::QueuedConnection);
  });
}

void TrainingPhotos::keep(const QString& file, std::vector<Finding> findings) {
  --waiting_;
  // It may have been removed meanwhile.
  if (auto place = find(file); place != entries_.end()) {
    place = entries_.erase(place);
    for (std::size_t i = 0; i < findings.size(); ++i) {
      Entry entry;
      static_cast<Finding&>(entry) = std::move(findings[i]);
      entry.id = entry.face ? QStringLiteral("%1#%2").arg(file).arg(i + 1) : file;
      entry.file = file;
      entry.looked = true;
      if (entry.objection.isEmpty()) entry.objection = objectionTo(entry, file);
      entry.used = entry.objection.isEmpty();
      place = entries_.insert(place, std::move(entry)) + 1;
    }
  }
  Q_EMIT changed();
}

QString TrainingPhotos::objectionTo(const Finding& finding, const QString& file) const {
  for (const Entry& other : entries_)
    if (other.looked && other.file != file && looksAlike(other, finding))
      return QCoreApplication::translate("Training", "Looks like %1").arg(QFileInfo(other.file).fileName());
  return {};
}

void TrainingPhotos::remove(const QString& id) {
  std::erase_if(entries_, [&](const Entry& one) { return one.id == id; });
  Q_EMIT changed();
}

void TrainingPhotos::clear() {
  forget();
  Q_EMIT changed();
}

void TrainingPhotos::setUsed(const QString& id, bool used) {
  const auto entry = find(id);
  if (entry == entries_.end() || entry->used == used) return;
  entry->used = used && entry->usable;
  Q_EMIT changed();
}

void TrainingPhotos::setLabels(const QString& id, const Image& labels) {
  const auto entry = find(id);
  if (entry == entries_.end() || !entry->face) return;
  // An objection that came from comparing photos has nothing to do with the map.
  const bool own = entry->objection == pentimento::objectionTo(*entry->face);
  Finding finding =
      findingOf(std::make_shared<TeachingFace>(relabelled(*entry->face, labels)), entry->thumbnail);
  if (!own) finding.objection = entry->objection;
  static_cast<Finding&>(*entry) = std::move(finding);
  entry->corrected = true;
  if (own) entry->used = entry->objection.isEmpty();
  Q_EMIT changed();
}

void TrainingPhotos::setMark(const QStringList& ids, Trait trait, bool has) {
  for (const QString& id : ids) {
    const auto entry = find(id);
    if (entry == entries_.end() || !entry->face) continue;
    auto face = std::make_shared<TeachingFace>(*entry->face);
    face->marks[trait] = has;
    entry->face = std::move(face);
  }
  Q_EMIT changed();
}

const TrainingPhotos::Entry* TrainingPhotos::entry(const QString& id) const {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& one) { return one.id == id; });
  return found == entries_.end() ? nullptr : &*found;
}

QStringList TrainingPhotos::used() const {
  QStringList ids;
  for (const Entry& one : entries_)
    if (one.used && one.usable) ids << one.id;
  return ids;
}

std::vector<TrainingItem> TrainingPhotos::items() const {
  std::vector<TrainingItem> items;
  for (const Entry& one : entries_)
    if (one.used && one.usable) items.push_back({one.file, one.face, one.corrected});
  return items;
}

}  // namespace pentimento
