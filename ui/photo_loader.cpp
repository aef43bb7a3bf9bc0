// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/photo_loader.h"

#include <QFileInfo>
#include <optional>

#include "core/base/caught_error.h"
#include "ui/image_bridge.h"
#include "ui/project/recovery.h"
#include "ui/project/work_snapshot.h"

namespace pentimento {

namespace {

std::shared_ptr<const LoadedPhoto> openedPhoto(const std::filesystem::path& path) {
  auto file = std::make_shared<const std::vector<std::uint8_t>>(readPhotoFile(path));
  Photo photo = decodePhoto(*file, path.string());
  photo.path = path;
  return std::make_shared<const LoadedPhoto>(std::move(photo), file);
}

}  // namespace

PhotoLoader::PhotoLoader(QObject* parent) : QObject(parent) {
  pool_.setMaxThreadCount(1);
}

PhotoLoader::~PhotoLoader() {
  pool_.waitForDone();
}

void PhotoLoader::load(const QString& path) {
  start(QFileInfo(path).fileName(), [file = std::filesystem::path(path.toStdU16String())] {
    if (!isProjectPath(file)) return Opened{openedPhoto(file), {}};
    const auto work = std::make_shared<const WorkSnapshot>(readWork(file));
    // Another program's picture is a photo like any other.
    return work->project.isEmpty() ? Opened{work->photo, {}} : Opened{{}, work};
  });
}

void PhotoLoader::loadKept(const QString& path, const QString& name) {
  start(name, [path] { return Opened{{}, std::make_shared<const WorkSnapshot>(readKept(path)), path}; });
}

void PhotoLoader::load(const QImage& picture) {
  const QString name = tr("the clipboard");
  start(name, [picture, name] {
    return Opened{std::make_shared<const LoadedPhoto>(photoFromQImage(picture, name.toStdString())), {}};
  });
}

void PhotoLoader::cancel() {
  if (!wanted_) return;
  wanted_ = 0;
  Q_EMIT cancelled();
}

void PhotoLoader::start(const QString& name, std::function<Opened()> read) {
  const int serial = wanted_ = ++serial_;
  pool_.clear();  // what has not begun is no longer wanted
  Q_EMIT started(name);
  pool_.start([this, serial, read = std::move(read)] {
    Opened opened;
    std::optional<Error> error;
    try {
      opened = read();
    } catch (...) {
      error = errorFrom(std::current_exception());
    }
    // Queued to this object: dropped should it be gone by then.
    QMetaObject::invokeMethod(
        this,
        [this, serial, opened, error] {
          if (serial != wanted_) return;
          wanted_ = 0;
          if (error) {
            Q_EMIT failed(*error);
          } else if (opened.photo) {
            Q_EMIT loaded(opened.photo);
          } else if (opened.kept.isEmpty()) {
            Q_EMIT workLoaded(opened.work);
          } else {
            Q_EMIT keptLoaded(opened.work, opened.kept);
          }
        },
        Qt::QueuedConnection);
  });
}

}  // namespace pentimento
