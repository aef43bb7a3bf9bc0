// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/mesh_photos.h"

#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <optional>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/data/mesh_labeller.h"

namespace pentimento {
namespace fs = std::filesystem;
namespace {

// Meshes are in pixels of the whole picture, so pictures are kept as they are.
PhotoFoldersOptions foldersOf(const MeshPhotosOptions& options) {
  PhotoFoldersOptions folders;
  folders.sources = options.sources;
  folders.split = options.split;
  folders.maximumShortSide = 1 << 20;
  return folders;
}

/// "DIR/images" and its like are known by the name above them.
std::string sourceName(const fs::path& folder) {
  const auto clean = folder.filename().empty() ? folder.parent_path() : folder;
  return (clean.filename() == "images" ? clean.parent_path() : clean).filename().string();
}

std::string splitName(Split split) {
  return split == Split::Training ? "training" : split == Split::HeldOut ? "held-out" : "all";
}

}  // namespace

MeshPhotos::MeshPhotos(const MeshPhotosOptions& options, const Progress& progress)
    : photos_(foldersOf(options)) {
  for (std::size_t source = 0; source < options.sources.size(); ++source) {
    starts_.push_back(entries_.size());
    weights_.push_back(options.sources[source].weight);
    const auto meshes = meshesOf(source, options, progress);
    std::vector<Entry> found;
    const auto [first, last] = photos_.range(source);
    for (std::size_t photo = first; photo < last; ++photo)
      if (const auto* mesh = meshFor(meshes, photos_.file(photo).stem().string()))
        found.push_back({photo, mesh->points, yawOf(mesh->points)});
    const std::size_t count = options.limit > 0 ? std::min(options.limit, found.size()) : found.size();
    for (std::size_t i = 0; i < count; ++i) entries_.push_back(std::move(found[i * found.size() / count]));
    if (entries_.size() == starts_.back())
      throw Error(ErrorKind::NotFound, options.sources[source].folder.string() + ": has no face meshes");
  }
  starts_.push_back(entries_.size());
}

FaceMeshes MeshPhotos::meshesOf(std::size_t source, const MeshPhotosOptions& options,
                                const Progress& progress) const {
  const auto& folder = options.sources[source].folder;
  for (const auto& place : {folder, folder.parent_path()})
    if (hasMeshes(place)) return readMeshes(place);
  if (options.labeller.empty()) return {};
  const auto cache = options.labelCache.empty()
                         ? fs::path()
                         : options.labelCache / (sourceName(folder) + "-" + splitName(options.split));
  if (options.limit == 0 && !cache.empty() && hasMeshes(cache)) return readMeshes(cache);

  const MeshLabeller labeller(options.labeller);
  FaceMeshes meshes;
  const auto [first, last] = photos_.range(source);
  const std::size_t count = options.limit > 0 ? std::min(options.limit, last - first) : last - first;
  for (std::size_t i = 0; i < count; ++i) {
    progress.report(static_cast<double>(i) / static_cast<double>(count), "labelling " + sourceName(folder));
    const auto photo = first + i * (last - first) / count;
    const auto image = photos_.load(photo);
    if (image.empty()) continue;
    if (auto mesh = labeller.label(image)) meshes[photos_.file(photo).stem().string()] = std::move(*mesh);
  }
  spdlog::info("{}: {} of {} pictures labelled", folder.string(), meshes.size(), count);
  if (options.limit == 0 && !cache.empty() && !meshes.empty()) {
    fs::create_directories(cache);
    writeMeshes(cache, meshes);
  }
  return meshes;
}

MeshPhotos::LabelledPhoto MeshPhotos::load(std::size_t index) const {
  const auto& entry = entries_[index];
  return {photos_.load(entry.photo), entry.mesh};
}

std::size_t MeshPhotos::draw(cv::RNG& random, double yawBoost) const {
  double left = random.uniform(0.0, std::accumulate(weights_.begin(), weights_.end(), 0.0));
  std::size_t source = 0;
  while (source + 1 < weights_.size() && left >= weights_[source]) left -= weights_[source++];
  const auto [first, last] = range(source);
  for (;;) {  // rejection: ends, for a frontal face is taken once in yawBoost draws
    const auto index = first + static_cast<std::size_t>(random.uniform(0, static_cast<int>(last - first)));
    const double yaw = std::abs(entries_[index].yaw);
    const double wanted = yaw > 30 ? yawBoost : yaw > 15 ? 1 + (yawBoost - 1) / 2 : 1;
    if (random.uniform(0.0, yawBoost) < wanted) return index;
  }
}

}  // namespace pentimento
