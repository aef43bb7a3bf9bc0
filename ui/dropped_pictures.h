// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QStringList>

class QMimeData;

namespace pentimento {

/// What a drag or the clipboard brings: files of this machine, or a picture without a file (from a browser);
/// neither where it was an address on the web alone.
struct DroppedPictures {
  QStringList files;
  QImage picture;  ///< only where there are no files

  bool empty() const { return files.isEmpty() && picture.isNull(); }
};
DroppedPictures droppedPictures(const QMimeData& data);

/// Whether a drag with this content may be dropped at all; looks at no pixels.
bool mayBePictures(const QMimeData& data);
/// Whether it is certainly one picture; looks at no pixels either.
bool isOnePicture(const QMimeData& data);

}  // namespace pentimento
