// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>

#include "core/data/batch_part.h"
#include "core/data/makeup_faces.h"

namespace pentimento {

struct MakeupDatasetOptions {
  std::int64_t size = 128;      ///< side of the textures and crops, pixels
  double paintedShare = 0.7;    ///< of a batch: pairs with painted make-up, whose result is known
  double lightShare = 0.6;      ///< of the painted pairs' faces, and of real references, that are lit anew
  double nothingShare = 0.15;   ///< of the painted references that wear nothing: what is worn is to go
  double wornShare = 0.4;       ///< of the painted pairs' sources that wear something already
  double sameFaceShare = 0.1;   ///< of the painted pairs: the reference is the source's own face
  double bareReferences = 0.2;  ///< of the real pairs

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const MakeupDatasetOptions& options);
void from_json(const nlohmann::json& json, MakeupDatasetOptions& options);

/// N pairs of faces: the first P with painted make-up, then R real ones. Textures are float32, RGB in [-1,
/// 1].
struct MakeupBatch {
  torch::Tensor source, reference;  ///< [N, 3, S, S], in the light in which they are seen
  torch::Tensor target;             ///< [P, 3, S, S]: the source's face and light, the reference's make-up
  // The real pairs:
  torch::Tensor plainReference;                   ///< [R, 3, S, S]: in its photo's own light
  torch::Tensor sourceRegions, referenceRegions;  ///< [R, 3, S, S], 0 or 1: lips, eyes, the rest of the face
  torch::Tensor crop, referenceCrop;              ///< [R, 3, S, S]: the photos' aligned crops
  torch::Tensor grid;      ///< [R, S, S, 2]: where a crop's pixel lies in the texture, -1 to 1
  torch::Tensor coverage;  ///< [R, 1, S, S]: how much of a crop's pixel it covers
};

/// SPEC 2.2: exact ground truth from make-up painted on bare faces, with light of its own on either face; and
/// real pairs for what cannot be painted. Batch n depends on seed and n alone. Thread safety: batch may be
/// called from many threads.
class MakeupDataset {
 public:
  MakeupDataset(std::shared_ptr<const MakeupFaces> faces, const MakeupDatasetOptions& options,
                std::uint64_t seed);
  MakeupBatch batch(std::int64_t number, const BatchPart& part) const;
  /// How many pairs of a whole batch are painted: its first ones.
  std::int64_t paintedIn(std::int64_t size) const;
  /// One pair of these two faces as they are; without a batch dimension, `target` undefined.
  MakeupBatch pair(const StoredFace& source, const StoredFace& reference) const;

 private:
  struct Painted {
    torch::Tensor source, reference, target;
  };
  Painted paintedPair(cv::RNG& random) const;
  MakeupBatch realPair(cv::RNG& random) const;

  std::shared_ptr<const MakeupFaces> faces_;
  MakeupDatasetOptions options_;
  std::uint64_t seed_;
};

/// The regions that losses and measures compare (paper 000, eq. 7): lips, eyes with brows, the rest of the
/// face's skin; where it is known. [3, S, S], 0 or 1.
torch::Tensor comparedRegions(const StoredFace& face);

}  // namespace pentimento
