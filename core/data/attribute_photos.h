// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/data/attribute_table.h"
#include "core/data/face_alignments.h"

namespace pentimento {

/// Photos of faces, aligned, with their attributes: DIR/attributes.csv with the pictures below DIR. Nobody is
/// both among those trained on and among those held out: the split is by identity. Thread safety: load from
/// many threads.
class AttributePhotos {
 public:
  /// Finds the faces of pictures that `alignments` (a file, see readAlignments; empty: none) does not know,
  /// and keeps them there. Pictures without a row in the table or without a face are left out. Throws Error:
  /// NotFound for a folder without such a picture, and what the table, PhotoFolders and the detector throw;
  /// the tables of several sources must name the same columns.
  AttributePhotos(const std::vector<PhotoSource>& sources, Split split,
                  const std::filesystem::path& alignments, const Progress& progress = {});

  struct Entry {
    std::size_t photo;
    std::size_t source;  ///< of the photo
    Alignment alignment;
    const AttributeTable::Row* row;
  };
  std::size_t size() const { return entries_.size(); }
  const Entry& entry(std::size_t index) const { return entries_[index]; }
  const AttributeTable& table() const { return tables_.front(); }
  const std::filesystem::path& file(std::size_t index) const { return photos_.file(entries_[index].photo); }
  /// The picture: RGB, U8; empty if it cannot be read.
  Image load(std::size_t index) const { return photos_.load(entries_[index].photo); }

  /// Of each source, in the order in which they were given.
  const std::vector<double>& weights() const { return weights_; }
  /// Per source: its name and how many pictures are used.
  const std::vector<std::pair<std::string, std::int64_t>>& counts() const { return counts_; }
  std::size_t unreadable() const { return photos_.unreadable(); }

 private:
  PhotoFolders photos_;
  std::vector<AttributeTable> tables_;  // by source
  std::vector<Entry> entries_;
  std::vector<double> weights_;
  std::vector<std::pair<std::string, std::int64_t>> counts_;
};

/// The people that training leaves out; of folders that leave out nobody, those trained on: `training`.
std::shared_ptr<AttributePhotos> heldOutPhotos(const std::vector<PhotoSource>& sources,
                                               const std::filesystem::path& alignments,
                                               const std::shared_ptr<AttributePhotos>& training);

}  // namespace pentimento
