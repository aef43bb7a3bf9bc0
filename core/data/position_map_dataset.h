// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>

#include "core/data/batch_part.h"
#include "core/data/mesh_photos.h"

namespace pentimento {

struct PositionMapDatasetOptions {
  std::int64_t size = 256;   ///< side of the crops, pixels
  double strongShare = 0.5;  ///< share of samples with large rotations, scales and shifts; the rest stay near
                             ///< the crop convention
  double maximumRotation = 45;  ///< degrees, of the strong ones; a tenth of them turn twice as far
  double yawBoost = 5;          ///< how much more often turned heads are drawn, see MeshPhotos::draw
  bool disturb = true;          ///< Whether light, sharpness and occlusion are changed

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};

struct PositionMapBatch {
  torch::Tensor pictures;  ///< [N, 3, S, S], RGB in [-1, 1]
  torch::Tensor points;    ///< [N, 468, 3]: x, y in the crop as a share of its side, z in the same unit
};

/// Crops of labelled faces about the convention, turned, scaled, shifted, mirrored, re-lit and partly
/// covered. A sample depends on (seed, number) alone. Thread safety: batch() from many threads.
class PositionMapDataset {
 public:
  /// `mirrored`: of the canonical layout, see CanonicalFace.
  PositionMapDataset(std::shared_ptr<const MeshPhotos> photos, std::vector<int> mirrored,
                     const PositionMapDatasetOptions& options, std::uint64_t seed);
  /// Samples number*size … number*size + size - 1.
  PositionMapBatch batch(std::int64_t number, const BatchPart& part) const;
  /// The mesh alone of a sample, in shares of its crop's side: what training will see, without reading a
  /// picture.
  FaceMesh points(std::int64_t number) const;

 private:
  struct Sample {
    cv::Mat picture;  // F32, RGB, 0 to 1
    FaceMesh points;  // shares of the side
  };
  Sample sample(std::int64_t number) const;

  std::shared_ptr<const MeshPhotos> photos_;
  std::vector<int> mirrored_;
  PositionMapDatasetOptions options_;
  std::uint64_t seed_;
};

/// The crop of `alignment` out of a labelled photo: RGB, F32, 0 to 1, and the mesh in shares of its side.
std::pair<cv::Mat, FaceMesh> cropWithMesh(const MeshPhotos::LabelledPhoto& photo, const Alignment& alignment,
                                          int size);
/// Photo pixels -> shares of the crop's side.
FaceMesh meshInCrop(const FaceMesh& mesh, const Alignment& alignment);
/// One picture (F32, RGB, 0 to 1) as [3, S, S] in [-1, 1]; a mesh as [468, 3].
torch::Tensor networkPicture(const cv::Mat& picture);
torch::Tensor meshTensor(const FaceMesh& mesh);

}  // namespace pentimento
