// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/parse_photos.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/base/log.h"

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

ParsePhotos::ParsePhotos(const std::vector<PhotoSource>& sources, Split split, int maximumShortSide,
                         double repeatThreshold)
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
  if (repeatThreshold > 0) countRepeats(repeatThreshold);
}

std::vector<std::array<double, faceClassCount>> ParsePhotos::shares() const {
  std::vector<std::array<double, faceClassCount>> all(entries_.size(), std::array<double, faceClassCount>{});
  cv::parallel_for_({0, static_cast<int>(entries_.size())}, [&](const cv::Range& range) {
    for (auto i = static_cast<std::size_t>(range.start); i < static_cast<std::size_t>(range.end); ++i) try {
        all[i] = classShares(readLabelMap(maskOf(i)));
      } catch (const Error&) {
        // load() will say and count it
      }
  });
  return all;
}

std::vector<std::size_t> ParsePhotos::showing(FaceClass part, double leastShare) const {
  const auto all = shares();
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i][static_cast<std::size_t>(part)] >= leastShare) found.push_back(i);
  return found;
}

void ParsePhotos::countRepeats(double threshold) {
  const auto shows = shares();
  repeats_.resize(entries_.size());
  for (std::size_t source = 0; source < sources_.size(); ++source) {
    const auto [first, last] = range(source);
    std::array<double, faceClassCount> factors;
    for (std::size_t id = 0; id < factors.size(); ++id) {
      const auto with = std::count_if(shows.begin() + static_cast<std::ptrdiff_t>(first),
                                      shows.begin() + static_cast<std::ptrdiff_t>(last),
                                      [id](const auto& one) { return one[id] > 0; });
      factors[id] =
          with == 0 ? 1 : std::max(1.0, std::sqrt(threshold * static_cast<double>(last - first) / with));
    }
    double sum = 0;
    for (auto i = first; i < last; ++i) {
      double factor = 1;
      for (std::size_t id = 0; id < factors.size(); ++id)
        if (shows[i][id] > 0) factor = std::max(factor, factors[id]);
      repeats_[i] = sum += factor;
    }
  }
}

std::size_t ParsePhotos::drawFrom(std::size_t source, cv::RNG& random) const {
  const auto [first, last] = range(source);
  if (repeats_.empty())
    return first + static_cast<std::size_t>(random.uniform(0, static_cast<int>(last - first)));
  const auto begin = repeats_.begin() + static_cast<std::ptrdiff_t>(first);
  const auto end = repeats_.begin() + static_cast<std::ptrdiff_t>(last);
  const auto found = std::upper_bound(begin, end, random.uniform(0.0, repeats_[last - 1]));
  return std::min(last - 1, static_cast<std::size_t>(found - repeats_.begin()));
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
    auto photo = load(drawFrom(source, random));
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
