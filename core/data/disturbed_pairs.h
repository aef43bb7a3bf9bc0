// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>

#include "core/data/batch_part.h"
#include "core/data/photo_folders.h"

namespace pentimento {

struct DisturbedPairsOptions {
  std::int64_t size = 96;  ///< side of the square pictures, pixels
  double maximumZoom = 3;  ///< a picture shows 1/zoom of a photo's short side, zoom drawn between 1 and this

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};

/// N squares of photos, and the same squares as they should not be: in other light and colours, blurred,
/// noisy, with JPEG's blocks, partly covered by another photo. [N, 3, S, S] each, RGB in [0, 1], float32.
struct DisturbedPairBatch {
  torch::Tensor photos, disturbed;
};

/// What a measure of pictures must tell apart. A pair depends on (seed, number) alone.
/// Thread safety: batch() from many threads.
class DisturbedPairs {
 public:
  DisturbedPairs(std::shared_ptr<const PhotoFolders> photos, const DisturbedPairsOptions& options,
                 std::uint64_t seed);
  DisturbedPairBatch batch(std::int64_t number, const BatchPart& part) const;

 private:
  cv::Mat square(cv::RNG& random) const;  // F32, 0 to 1

  std::shared_ptr<const PhotoFolders> photos_;
  DisturbedPairsOptions options_;
  std::uint64_t seed_;
};

}  // namespace pentimento
