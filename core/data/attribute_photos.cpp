// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/attribute_photos.h"

#include <numeric>

#include "core/base/error.h"
#include "core/base/log.h"

namespace pentimento {
namespace fs = std::filesystem;
namespace {

PhotoFoldersOptions folderOptions(const std::vector<PhotoSource>& sources) {
  PhotoFoldersOptions options;
  options.sources = sources;
  options.split = Split::All;  // people are held out, not pictures
  options.maximumShortSide = alignedShortSide;
  return options;
}

AttributeTable tableOf(const fs::path& folder) {
  if (auto table = findAttributeTable(folder)) return *std::move(table);
  throw Error(ErrorKind::NotFound, folder.string() + ": has no attributes.csv");
}

}  // namespace

AttributePhotos::AttributePhotos(const std::vector<PhotoSource>& sources, Split split,
                                 const fs::path& alignments, const Progress& progress)
    : photos_(folderOptions(sources)) {
  for (const auto& source : sources) {
    tables_.push_back(tableOf(source.folder));
    if (tables_.back().names != tables_.front().names)
      throw Error(
          ErrorKind::InvalidArgument,
          source.folder.string() + ": its attributes.csv names other columns than the first folder's");
  }
  auto known = alignments.empty() ? FaceAlignments() : readAlignments(alignments);
  std::vector<std::size_t> all(photos_.size());
  std::iota(all.begin(), all.end(), 0);
  const auto looked = completeAlignments(known, photos_, all, progress);
  if (looked > 0 && !alignments.empty()) writeAlignments(alignments, known);
  for (std::size_t source = 0; source < sources.size(); ++source) {
    const auto [first, last] = photos_.range(source);
    const auto begin = entries_.size();
    std::size_t faceless = 0;
    for (auto photo = first; photo < last; ++photo) {
      const auto stem = photos_.file(photo).stem().string();
      const auto row = tables_[source].rows.find(stem);
      if (row == tables_[source].rows.end() || !isIn(split, row->second.identity)) continue;
      const auto alignment = known.find(stem);
      if (alignment == known.end() || !alignment->second)
        ++faceless;
      else
        entries_.push_back({photo, source, *alignment->second, &row->second});
    }
    const auto count = entries_.size() - begin;
    if (count == 0)
      throw Error(ErrorKind::NotFound, sources[source].folder.string() + ": holds no face with attributes");
    weights_.push_back(sources[source].weight);
    counts_.emplace_back(sources[source].name(), static_cast<std::int64_t>(count));
    spdlog::info("{}: {} faces with attributes, {} pictures without a face", sources[source].folder.string(),
                 count, faceless);
  }
}

std::shared_ptr<AttributePhotos> heldOutPhotos(const std::vector<PhotoSource>& sources,
                                               const fs::path& alignments,
                                               const std::shared_ptr<AttributePhotos>& training) {
  try {
    return std::make_shared<AttributePhotos>(sources, Split::HeldOut, alignments);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::NotFound) throw;
    return training;
  }
}

}  // namespace pentimento
