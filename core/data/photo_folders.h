// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "core/data/split.h"
#include "core/image/image.h"

namespace pentimento {

/// A folder of pictures and how often it is drawn from, relative to the others.
struct PhotoSource {
  std::filesystem::path folder;
  double weight = 1;

  /// "DIR" or "DIR=WEIGHT". Throws Error{InvalidArgument}.
  static PhotoSource parse(const std::string& text);
  /// The folder's name, or that of the folder around it where it is called "images": what cards say.
  std::string name() const;
};
/// {"folder": …, "weight": …}
void to_json(nlohmann::json& json, const PhotoSource& source);
void from_json(const nlohmann::json& json, PhotoSource& source);

struct PhotoFoldersOptions {
  std::vector<PhotoSource> sources;
  Split split = Split::Training;
  int maximumShortSide = 320;     ///< pictures are kept reduced to this; it bounds memory and decoding
  std::size_t cacheMegabytes = 3000;  ///< decoded pictures kept in memory; beyond it they are decoded again
};

/// All pictures below some folders, any size and readable format, decoded on demand.
/// Thread safety: load and draw from many threads.
class PhotoFolders {
 public:
  /// Lists the files (sorted, so that a number always means the same picture).
  /// Throws Error{NotFound} for a folder that does not exist or holds no picture in this split.
  explicit PhotoFolders(const PhotoFoldersOptions& options);

  std::size_t size() const { return files_.size(); }
  const std::filesystem::path& file(std::size_t index) const { return files_[index]; }
  /// Pictures of one source: [first, last).
  std::pair<std::size_t, std::size_t> range(std::size_t source) const;

  /// RGB, U8, short side at most maximumShortSide; empty if the file cannot be read (warned about once, counted).
  Image load(std::size_t index) const;
  /// Draws a readable picture: its source by weight, then evenly. Throws Error{Unreadable} when a hundred draws
  /// running met nothing readable.
  Image draw(cv::RNG& random) const;

  std::size_t unreadable() const { return unreadable_; }

 private:
  PhotoFoldersOptions options_;
  std::vector<std::filesystem::path> files_;
  std::vector<std::size_t> starts_;  // first file of each source, and the end
  mutable std::mutex mutex_;
  mutable std::vector<Image> cache_;
  mutable std::vector<bool> bad_;
  mutable std::size_t cached_ = 0;  // bytes
  mutable std::atomic<std::size_t> unreadable_{0};
};

}  // namespace pentimento
