// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/photo_folders.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/image/image_io.h"
#include "core/image/resample.h"

namespace pentimento {
namespace {

std::vector<std::filesystem::path> picturesBelow(const std::filesystem::path& folder, Split split) {
  if (!std::filesystem::is_directory(folder))
    throw Error(ErrorKind::NotFound, folder.string() + ": is not a folder");
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    auto suffix = entry.path().extension().string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto& readable = readableSuffixes();
    if (entry.is_regular_file() && std::find(readable.begin(), readable.end(), suffix) != readable.end() &&
        isIn(split, entry.path()))
      files.push_back(entry.path());
  }
  if (files.empty()) throw Error(ErrorKind::NotFound, folder.string() + ": holds no pictures for this split");
  std::sort(files.begin(), files.end());
  return files;
}

Image reduced(Image image, int maximumShortSide) {
  if (image.depth() == PixelDepth::U16) {
    cv::Mat bytes;
    image.mat().convertTo(bytes, CV_8U, 1.0 / 257);
    image = Image(bytes);
  }
  const int shortSide = std::min(image.width(), image.height());
  if (shortSide <= maximumShortSide) return image;
  const double scale = static_cast<double>(maximumShortSide) / shortSide;
  return resize(image, std::max(1, static_cast<int>(std::lround(image.width() * scale))),
                std::max(1, static_cast<int>(std::lround(image.height() * scale))));
}

}  // namespace

PhotoSource PhotoSource::parse(const std::string& text) {
  const auto equals = text.rfind('=');
  if (equals == std::string::npos) return {text, 1};
  PhotoSource source{text.substr(0, equals), 0};
  std::size_t used = 0;
  try {
    source.weight = std::stod(text.substr(equals + 1), &used);
  } catch (const std::exception&) {
  }
  if (used != text.size() - equals - 1 || !(source.weight > 0) || !std::isfinite(source.weight))
    throw Error(ErrorKind::InvalidArgument, "'" + text + "' is not DIR or DIR=WEIGHT with a weight above 0");
  return source;
}

std::string PhotoSource::name() const {
  const auto whole = folder.has_filename() ? folder : folder.parent_path();  // a slash may end it
  return (whole.filename() == "images" ? whole.parent_path() : whole).filename().string();
}

void to_json(nlohmann::json& json, const PhotoSource& source) {
  json = {{"folder", source.folder.string()}, {"weight", source.weight}};
}

void from_json(const nlohmann::json& json, PhotoSource& source) {
  source.folder = json.at("folder").get<std::string>();
  json.at("weight").get_to(source.weight);
}

PhotoFolders::PhotoFolders(const PhotoFoldersOptions& options) : options_(options) {
  if (options.sources.empty()) throw Error(ErrorKind::InvalidArgument, "no folder of pictures was given");
  for (const auto& source : options.sources) {
    starts_.push_back(files_.size());
    const auto files = picturesBelow(source.folder, options.split);
    files_.insert(files_.end(), files.begin(), files.end());
  }
  starts_.push_back(files_.size());
  cache_.resize(files_.size());
  bad_.resize(files_.size());
}

std::pair<std::size_t, std::size_t> PhotoFolders::range(std::size_t source) const {
  return {starts_[source], starts_[source + 1]};
}

Image PhotoFolders::load(std::size_t index) const {
  {
    const std::lock_guard lock(mutex_);
    if (bad_[index] || !cache_[index].empty()) return cache_[index];
  }
  Image image;
  try {
    image = reduced(readPhoto(files_[index]).image, options_.maximumShortSide);
  } catch (const Error& error) {
    const std::lock_guard lock(mutex_);
    if (!bad_[index]) {
      bad_[index] = true;
      ++unreadable_;
      spdlog::warn("skipped: {}", error.what());
    }
    return {};
  }
  const std::lock_guard lock(mutex_);
  const auto bytes = image.mat().total() * image.mat().elemSize();
  if (cache_[index].empty() && cached_ + bytes <= options_.cacheMegabytes << 20) {
    cache_[index] = image;
    cached_ += bytes;
  }
  return image;
}

Image PhotoFolders::draw(cv::RNG& random) const {
  const auto& sources = options_.sources;
  const double total = std::accumulate(sources.begin(), sources.end(), 0.0,
                                       [](double sum, const PhotoSource& source) { return sum + source.weight; });
  for (int attempt = 0; attempt < 100; ++attempt) {
    double left = random.uniform(0.0, total);
    std::size_t source = 0;
    while (source + 1 < sources.size() && left >= sources[source].weight) left -= sources[source++].weight;
    const auto [first, last] = range(source);
    const auto image = load(first + static_cast<std::size_t>(random.uniform(0, static_cast<int>(last - first))));
    if (!image.empty()) return image;
  }
  throw Error(ErrorKind::Unreadable, "the folders hold no readable pictures");
}

}  // namespace pentimento
