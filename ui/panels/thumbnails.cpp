// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/thumbnails.h"

#include <QImageReader>

namespace pentimento {

namespace {

/// The middle of a picture that is wide, the upper part of one that is high: there the faces are.
QImage read(const QString& path) {
  constexpr int side = Thumbnails::side;
  QImageReader reader(path);
  reader.setAutoTransform(true);
  reader.setScaledSize(reader.size().scaled(side, side, Qt::KeepAspectRatioByExpanding));
  const QImage picture = reader.read();
  if (picture.isNull()) return {};
  return picture.copy((picture.width() - side) / 2, (picture.height() - side) / 4, side, side);
}

}  // namespace

Thumbnails::Thumbnails(QObject* parent) : QObject(parent) {
  pool_.setMaxThreadCount(1);
}

Thumbnails::~Thumbnails() {
  pool_.clear();
  pool_.waitForDone();
}

QImage Thumbnails::of(const QString& path) {
  const auto known = known_.constFind(path);
  if (known != known_.constEnd()) return *known;
  if (asked_.contains(path)) return {};
  asked_.insert(path);
  pool_.start([this, path] {
    const QImage picture = read(path);
    // Queued to this object: dropped should it be gone by then.
    QMetaObject::invokeMethod(
        this, [this, path, picture] { keep(path, picture); }, Qt::QueuedConnection);
  });
  return {};
}

void Thumbnails::keep(const QString& path, const QImage& picture) {
  asked_.remove(path);
  known_.insert(path, picture);
  if (!picture.isNull()) Q_EMIT ready(path);
}

}  // namespace pentimento
