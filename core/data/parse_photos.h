// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <opencv2/core.hpp>
#include <vector>

#include "core/data/photo_folders.h"
#include "core/face/label_map.h"

namespace pentimento {

/// Pictures of faces in the crop convention, each with a label map: DIR/images/NAME.jpg with
/// DIR/masks/NAME.png, a PNG of class indices (see face/label_map.h) of any size and the picture's aspect. A
/// source may name DIR or DIR/images. Thread safety: load and draw from many threads.
class ParsePhotos {
 public:
  /// Throws Error{NotFound} for a folder without a picture that has a mask, and what PhotoFolders throws.
  /// `repeatThreshold`: pictures with a class that less than this share of their source's pictures show are
  /// drawn more often, by repeat factors (Gupta, Dollár and Girshick, "LVIS", CVPR 2019, section 5): of a
  /// class that a share f shows, max(1, sqrt(threshold / f)); of a picture, the largest of its classes'. 0:
  /// all alike; else every mask is read once.
  ParsePhotos(const std::vector<PhotoSource>& sources, Split split, int maximumShortSide = 320,
              double repeatThreshold = 0);

  struct LabelledPhoto {
    cv::Mat picture;  ///< RGB, U8; empty if picture or mask cannot be read
    cv::Mat labels;   ///< U8, 0 to 18; may be larger or smaller than the picture
  };
  std::size_t size() const { return entries_.size(); }
  LabelledPhoto load(std::size_t index) const;
  /// A readable picture: its source by weight, then evenly or by repeat factors. Throws Error{Unreadable} when a hundred draws
  /// running met none.
  LabelledPhoto draw(cv::RNG& random) const;

  const std::filesystem::path& file(std::size_t index) const;
  /// Pictures of one source: [first, last).
  std::pair<std::size_t, std::size_t> range(std::size_t source) const {
    return {starts_[source], starts_[source + 1]};
  }
  std::size_t sources() const { return sources_.size(); }
  const PhotoSource& source(std::size_t index) const { return sources_[index]; }

  /// The photos where this class has at least that share of the pixels. Reads every mask.
  std::vector<std::size_t> showing(FaceClass part, double leastShare) const;

  std::size_t withoutMask() const { return withoutMask_; }
  std::size_t unreadable() const { return photos_.unreadable() + badMasks_; }

 private:
  std::filesystem::path maskOf(std::size_t index) const;
  std::vector<std::array<double, faceClassCount>> shares() const;
  void countRepeats(double threshold);
  std::size_t drawFrom(std::size_t source, cv::RNG& random) const;

  std::vector<PhotoSource> sources_;  // the folders with the pictures
  PhotoFolders photos_;
  std::vector<std::size_t> entries_;  // entry -> picture of photos_
  std::vector<std::size_t> sourceOf_, starts_;
  std::vector<double> repeats_;  // sum of the repeat factors of the source's pictures up to this one; or empty
  std::size_t withoutMask_ = 0;
  mutable std::vector<std::atomic<bool>> bad_;
  mutable std::atomic<std::size_t> badMasks_{0};
};

/// What training leaves out of `source`; of a small folder, which may leave out nothing, its training
/// pictures. Throws what ParsePhotos throws.
std::unique_ptr<ParsePhotos> heldOutPhotos(const PhotoSource& source);

}  // namespace pentimento
