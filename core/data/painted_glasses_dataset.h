// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <memory>
#include <vector>

#include "core/data/attribute_dataset.h"
#include "core/data/face_meshes.h"
#include "core/data/parse_photos.h"

namespace pentimento {

/// The same N faces, [N, 3, S, S] each, float32, [-1, 1].
struct PaintedGlassesBatch {
  torch::Tensor bare;   ///< without glasses
  torch::Tensor plain;  ///< with GlassesStyle's own, always the same: what can be learnt to put on
  torch::Tensor worn;   ///< with glasses of any kind: what can be learnt to take off
};

/// Faces that glasses are painted on. A source is a folder as ParsePhotos reads it, with meshes
/// (face_meshes.h) in it; pictures without a mesh, and faces that wear glasses already, are left out. Batch n
/// depends on seed and n alone. Thread safety: batch() from many threads.
class PaintedGlassesDataset {
 public:
  /// Reads every mask. Throws Error{NotFound} where no face is left, and what ParsePhotos and readMeshes
  /// throw.
  PaintedGlassesDataset(const std::vector<PhotoSource>& sources, int size, const CropVariation& variation,
                        std::uint64_t seed);
  PaintedGlassesBatch batch(std::int64_t number, const BatchPart& part) const;

  /// Of each source, its name and how many of its faces are used.
  std::vector<std::pair<std::string, std::int64_t>> counts() const;
  std::size_t unreadable() const { return photos_->unreadable(); }

 private:
  struct Face {
    std::size_t photo;
    FaceMesh mesh;
  };
  struct Source {
    std::vector<Face> faces;
    double weight;
    std::string name;
  };
  const Face& draw(cv::RNG& random) const;
  /// Bare, plain, worn.
  std::array<torch::Tensor, 3> sample(std::int64_t number) const;

  std::unique_ptr<const ParsePhotos> photos_;
  std::vector<Source> sources_;
  int size_;
  CropVariation variation_;
  std::uint64_t seed_;
};

}  // namespace pentimento
