// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRect>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/image/image_io.h"

namespace pentimento {

/// A photo as the screen wants it: 8 bits, at full size (level 0) and at halves of it (level 1, 2, …) until
/// the long side fits 512 pixels, so that drawing costs what is visible and not what the photo has. Immutable
/// and cheap to copy once built.
class PhotoPyramid {
 public:
  PhotoPyramid() = default;
  /// Takes about 1.4 times 4 bytes a pixel. Throws Error{OutOfMemory}.
  explicit PhotoPyramid(const Photo& photo);

  bool empty() const { return levels_.empty(); }
  int levels() const { return static_cast<int>(levels_.size()); }
  const QImage& level(int index) const { return levels_[static_cast<std::size_t>(index)]; }
  QSize size() const { return empty() ? QSize() : levels_.front().size(); }
  bool hasAlpha() const { return !empty() && levels_.front().hasAlphaChannel(); }

  /// The coarsest level that still has a pixel for every device pixel at `zoom` (device pixels per photo
  /// pixel).
  int levelFor(double zoom) const;
  /// A rectangle of photo pixels in (fractional) pixels of a level, and back.
  QRectF toLevel(const QRectF& photo, int level) const;
  QRectF fromLevel(const QRectF& rect, int level) const;

 private:
  std::vector<QImage> levels_;
};

/// What opening a file gives: core's photo and its screen form. Immutable, shared with the worker.
struct LoadedPhoto {
  using File = std::shared_ptr<const std::vector<std::uint8_t>>;

  Photo photo;
  PhotoPyramid pyramid;
  File file;  ///< its bytes, which a project keeps; nullptr: it came without a file

  explicit LoadedPhoto(Photo opened, File bytes = nullptr)
      : photo(std::move(opened)), pyramid(photo), file(std::move(bytes)) {}
  QSize size() const { return pyramid.size(); }
};

}  // namespace pentimento
