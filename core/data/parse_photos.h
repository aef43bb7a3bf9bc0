// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <vector>

#include "core/data/photo_folders.h"

namespace pentimento {

/// Pictures of faces in the crop convention, each with a label map: DIR/images/NAME.jpg with
/// DIR/masks/NAME.png, a PNG of class indices (see face/label_map.h) of any size and the picture's aspect. A
/// source may name DIR or DIR/images. Thread safety: load and draw from many threads.
class ParsePhotos {
 public:
  /// Throws Error{NotFound} for a folder without a picture that has a mask, and what PhotoFolders throws.
  ParsePhotos(const std::vector<PhotoSource>& sources, Split split, int maximumShortSide = 320);

  struct LabelledPhoto {
    cv::Mat picture;  ///< RGB, U8; empty if picture or mask cannot be read
    cv::Mat labels;   ///< U8, 0 to 18; may be larger or smaller than the picture
  };
  std::size_t size() const { return entries_.size(); }
  LabelledPhoto load(std::size_t index) const;
  /// A readable picture: its source by weight, then evenly. Throws Error{Unreadable} when a hundred draws
  /// running met none.
  LabelledPhoto draw(cv::RNG& random) const;

  const std::filesystem::path& file(std::size_t index) const;
  /// Pictures of one source: [first, last).
  std::pair<std::size_t, std::size_t> range(std::size_t source) const {
    return {starts_[source], starts_[source + 1]};
  }
  std::size_t sources() const { return sources_.size(); }
  const PhotoSource& source(std::size_t index) const { return sources_[index]; }

  std::size_t withoutMask() const { return withoutMask_; }
  std::size_t unreadable() const { return photos_.unreadable() + badMasks_; }

 private:
  std::filesystem::path maskOf(std::size_t index) const;

  std::vector<PhotoSource> sources_;  // the folders with the pictures
  PhotoFolders photos_;
  std::vector<std::size_t> entries_;  // entry -> picture of photos_
  std::vector<std::size_t> sourceOf_, starts_;
  std::size_t withoutMask_ = 0;
  mutable std::vector<std::atomic<bool>> bad_;
  mutable std::atomic<std::size_t> badMasks_{0};
};

/// What training leaves out of `source`; of a small folder, which may leave out nothing, its training
/// pictures. Throws what ParsePhotos throws.
std::unique_ptr<ParsePhotos> heldOutPhotos(const PhotoSource& source);

}  // namespace pentimento
