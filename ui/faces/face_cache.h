// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QString>
#include <optional>

#include "ui/faces/face_model.h"
#include "ui/photo_pyramid.h"

namespace pentimento {

/// Which photo this is: a file by path, time and size, a pasted picture by its pixels; so that a file that
/// was changed meanwhile is another photo.
QString identityOf(const LoadedPhoto& photo);

/// What is known of the faces of the photos last opened: who goes back to one need not wait again.
class FaceCache {
 public:
  struct Entry {
    std::optional<FaceModel::Faces> found;  ///< nothing: never searched to the end
    FaceModel::Faces drawn;
  };

  /// `capacity`: faces in all, the longest unused photos go first. A face takes up to 1.5 MB.
  explicit FaceCache(int capacity = 100) : entries_(capacity) {}

  std::optional<Entry> find(const QString& identity) const;
  void put(const QString& identity, Entry entry);
  void clear() { entries_.clear(); }

 private:
  QCache<QString, Entry> entries_;
};

}  // namespace pentimento
