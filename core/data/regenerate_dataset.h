// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>

#include "core/data/batch_part.h"
#include "core/data/parse_photos.h"

namespace pentimento {

struct RegenerateDatasetOptions {
  std::int64_t size = 128;            ///< side of the pictures, pixels; a multiple of 16
  double mirrorShare = 0.5;           ///< of the targets
  double referenceMirrorShare = 0.5;  ///< of the references
  double bend = 0.04;  ///< deviation of the random warp's 5 x 5 grid, of the side; 0 and no mirroring,
                       ///< turning, scaling: the reference is the target (SPEC 2.1's trap)
  double maximumRotation = 8;  ///< of the reference, degrees
  double maximumScale = 1.08;  ///< the reference is shown up to so much larger or smaller

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};

/// N faces to paint and, bent, the references that they are to be painted after.
struct RegenerateBatch {
  torch::Tensor picture, reference;       ///< [N, 3, S, S], float32, [-1, 1]
  torch::Tensor labels, referenceLabels;  ///< [N, S, S], uint8
};

/// SPEC 2.1: target (image, mask); reference: the same face flipped and bent by a smooth random warp, with
/// its mask, so that the mask decides the shape and the reference only the style. Batch n depends on seed and
/// n alone. Thread safety: batch may be called from many threads.
class RegenerateDataset {
 public:
  RegenerateDataset(std::shared_ptr<const ParsePhotos> photos, const RegenerateDatasetOptions& options,
                    std::uint64_t seed);
  RegenerateBatch batch(std::int64_t number, const BatchPart& part) const;

  /// One face with its reference, [3, S, S] and [S, S].
  RegenerateBatch sample(const ParsePhotos::LabelledPhoto& photo, cv::RNG& random) const;

 private:
  std::shared_ptr<const ParsePhotos> photos_;
  RegenerateDatasetOptions options_;
  std::uint64_t seed_;
};

}  // namespace pentimento
