// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/parse_photos.h"

#include <numeric>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/face/label_map.h"

namespace pentimento {
namespace fs = std::filesystem;
namespace {

std::vector<PhotoSource> pictureFolders(std::vector<PhotoSource> sources) {
  for (auto& source : sources)
    if (fs::is_directory(source.folder / "images"))
      source.folder /= "images";  // beside it are masks, no photos
  return sources;
}

PhotoFoldersOptions folderOptions(const std::vector<PhotoSource>& sources, Split split,
                                  int maximumShortSide) {
  PhotoFoldersOptions options;
  options.sources = sources;
  options.split = split;
  options.maximumShortSide = maximumShortSide;
  options.cacheMegabytes = 1500;
  return options;
}

}  // namespace

ParsePhotos::ParsePhotos(const std::vector<PhotoSource>& sources, Split split, int maximumShortSide)
    : sources_(pictureFolders(sources)), photos_(folderOptions(sources_, split, maximumShortSide)) {
  for (std::size_t source = 0; source < sources_.size(); ++source) {
    starts_.push_back(entries_.size());
    const auto [first, last] = photos_.range(source);
    for (auto photo = first; photo < last; ++photo) {
      entries_.push_back(photo);
      sourceOf_.push_back(source);
      if (fs::exists(maskOf(entries_.size() - 1))) continue;
      entries_.pop_back();
      sourceOf_.pop_back();
      ++withoutMask_;
    }
    if (entries_.size() == starts_.back())
      throw Error(ErrorKind::NotFound,
                  sources_[source].folder.string() + ": holds no picture with a mask beside it, in ../masks");
  }
  starts_.push_back(entries_.size());
  bad_ = std::vector<std::atomic<bool>>(entries_.size());
  if (withoutMask_ > 0) spdlog::warn("{} pictures have no mask and are left out", withoutMask_);
}

const fs::path& ParsePhotos::file(std::size_t index) const {
  return photos_.file(entries_[index]);
}

fs::path ParsePhotos::maskOf(std::size_t index) const {
  const auto folder = (sources_[sourceOf_[index]].folder / "").parent_path();  // without a trailing slash
  return (folder.parent_path() / "masks" / fs::relative(file(index), folder)).replace_extension(".png");
}

ParsePhotos::LabelledPhoto ParsePhotos::load(std::size_t index) const {
  if (bad_[index]) return {};
  const auto photo = photos_.load(entries_[index]);
  if (photo.empty()) return {};
  try {
    return {photo.mat(), readLabelMap(maskOf(index)).mat()};
  } catch (const Error& error) {
    if (!bad_[index].exchange(true)) {
      ++badMasks_;
      spdlog::warn("skipped: {}", error.what());
    }
    return {};
  }
}

ParsePhotos::LabelledPhoto ParsePhotos::draw(cv::RNG& random) const {
  const double total =
      std::accumulate(sources_.begin(), sources_.end(), 0.0,
                      [](double sum, const PhotoSource& source) { return sum + source.weight; });
  for (int attempt = 0; attempt < 100; ++attempt) {
    double left = random.uniform(0.0, total);
    std::size_t source = 0;
    while (source + 1 < sources_.size() && left >= sources_[source].weight) left -= sources_[source++].weight;
    const auto [first, last] = range(source);
    auto photo = load(first + static_cast<std::size_t>(random.uniform(0, static_cast<int>(last - first))));
    if (!photo.picture.empty()) return photo;
  }
  throw Error(ErrorKind::Unreadable, "the folders hold no readable pictures with masks");
}

std::unique_ptr<ParsePhotos> heldOutPhotos(const PhotoSource& source) {
  try {
    return std::make_unique<ParsePhotos>(std::vector{source}, Split::HeldOut);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::NotFound) throw;
    return std::make_unique<ParsePhotos>(std::vector{source}, Split::Training);
  }
}

}  // namespace pentimento
