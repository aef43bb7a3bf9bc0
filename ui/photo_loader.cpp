// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/photo_loader.h"

#include <QFileInfo>
#include <optional>

#include "core/base/caught_error.h"
#include "ui/image_bridge.h"

namespace pentimento {

PhotoLoader::PhotoLoader(QObject* parent) : QObject(parent) {
  pool_.setMaxThreadCount(1);
}

PhotoLoader::~PhotoLoader() {
  pool_.waitForDone();
}

void PhotoLoader::load(const QString& path) {
  start(QFileInfo(path).fileName(),
        [path] { return readPhoto(std::filesystem::path(path.toStdU16String())); });
}

void PhotoLoader::load(const QImage& picture) {
  const QString name = tr("the clipboard");
  start(name, [picture, name] { return photoFromQImage(picture, name.toStdString()); });
}

void PhotoLoader::cancel() {
  if (!wanted_) return;
  wanted_ = 0;
  Q_EMIT cancelled();
}

void PhotoLoader::start(const QString& name, std::function<Photo()> read) {
  const int serial = wanted_ = ++serial_;
  pool_.clear();  // what has not begun is no longer wanted
  Q_EMIT started(name);
  pool_.start([this, serial, read = std::move(read)] {
    std::shared_ptr<const LoadedPhoto> photo;
    std::optional<Error> error;
    try {
      photo = std::make_shared<const LoadedPhoto>(read());
    } catch (...) {
      error = errorFrom(std::current_exception());
    }
    // Queued to this object: dropped should it be gone by then.
    QMetaObject::invokeMethod(
        this,
        [this, serial, photo, error] {
          if (serial != wanted_) return;
          wanted_ = 0;
          if (error) {
            Q_EMIT failed(*error);
          } else {
            Q_EMIT loaded(photo);
          }
        },
        Qt::QueuedConnection);
  });
}

}  // namespace pentimento
