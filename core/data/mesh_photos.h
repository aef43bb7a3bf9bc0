// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/base/progress.h"
#include "core/data/face_meshes.h"
#include "core/data/photo_folders.h"

namespace pentimento {

struct MeshPhotosOptions {
  std::vector<PhotoSource>
      sources;  ///< folders of pictures, each with mesh.txt in it or beside it, or to be labelled
  Split split = Split::Training;
  std::filesystem::path
      labeller;  ///< TorchScript, see MeshLabeller; empty: pictures without meshes are left out
  std::filesystem::path labelCache;  ///< a folder for the labels made; empty: they are made anew each time
  std::size_t limit = 0;             ///< pictures of each source at most, spread evenly; 0: all
};

/// Pictures of faces with their meshes. Thread safety: load and draw from many threads.
class MeshPhotos {
 public:
  /// Labels what has no mesh yet. Throws Error: what PhotoFolders, readMeshes and MeshLabeller throw;
  /// NotFound for a folder without any mesh.
  explicit MeshPhotos(const MeshPhotosOptions& options, const Progress& progress = {});

  struct LabelledPhoto {
    Image image;  ///< RGB, U8; empty if the file cannot be read
    FaceMesh mesh;
  };
  std::size_t size() const { return entries_.size(); }
  LabelledPhoto load(std::size_t index) const;
  const FaceMesh& mesh(std::size_t index) const { return entries_[index].mesh; }
  const std::filesystem::path& file(std::size_t index) const { return photos_.file(entries_[index].photo); }
  /// Pictures of one source: [first, last).
  std::pair<std::size_t, std::size_t> range(std::size_t source) const {
    return {starts_[source], starts_[source + 1]};
  }
  std::size_t sources() const { return starts_.size() - 1; }

  /// Index of a picture: its source by weight, then one of its pictures, faces beyond 30 degrees of yaw
  /// `yawBoost` times as often as others, those between 15 and 30 half as much more.
  std::size_t draw(cv::RNG& random, double yawBoost) const;

  std::size_t unreadable() const { return photos_.unreadable(); }

 private:
  FaceMeshes meshesOf(std::size_t source, const MeshPhotosOptions& options, const Progress& progress) const;

  struct Entry {
    std::size_t photo;
    FaceMesh mesh;
    double yaw;
  };
  std::vector<double> weights_;
  PhotoFolders photos_;
  std::vector<Entry> entries_;
  std::vector<std::size_t> starts_;
};

}  // namespace pentimento
