// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <opencv2/core.hpp>
#include <vector>

#include "core/data/face_textures.h"
#include "core/data/photo_folders.h"

namespace pentimento {

/// Whether a photographed face wears make-up.
enum class Wear { Unknown, Bare, MadeUp };

/// The unwrapped faces of some photo folders, out of a folder of textures: TEXTURES/SOURCE/STEM.face. What is
/// worn is told by the source's attributes.csv (CelebA's Heavy_Makeup and Wearing_Lipstick: both made up,
/// neither bare), else by names that begin with `makeup_` or `bare_`. Thread safety: load from many threads.
class MakeupFaces {
 public:
  /// `size`: textures and crops are reduced to this. Throws Error{NotFound} for a source without any face, and
  /// when none of all is held out; a small source alone may have none that is.
  MakeupFaces(const std::vector<PhotoSource>& sources, const std::filesystem::path& textures, Split split,
              int size);

  std::size_t size() const { return entries_.size(); }
  Wear wear(std::size_t index) const { return entries_[index].wear; }
  const std::filesystem::path& file(std::size_t index) const { return entries_[index].file; }
  /// Kept in memory once it was read. Throws Error as readFace.
  std::shared_ptr<const StoredFace> load(std::size_t index) const;
  /// One of those with (`madeUp`) or without make-up, by its source's weight; those not known count as
  /// without. Of all, where there is none of the wanted kind.
  std::size_t draw(cv::RNG& random, bool madeUp) const;

  /// Per source: its name and how many faces are used.
  const std::vector<std::pair<std::string, std::int64_t>>& counts() const { return counts_; }

 private:
  struct Entry {
    std::filesystem::path file;
    Wear wear = Wear::Unknown;
    double weight = 1;
  };
  void add(const PhotoSource& source, const std::filesystem::path& textures, Split split);

  int size_;
  std::vector<Entry> entries_;
  std::vector<std::pair<std::string, std::int64_t>> counts_;
  mutable std::mutex mutex_;
  mutable std::vector<std::shared_ptr<const StoredFace>> loaded_;
};

}  // namespace pentimento
