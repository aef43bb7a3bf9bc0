// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <memory>

#include "core/data/attribute_photos.h"
#include "core/data/batch_part.h"

namespace pentimento {

/// How a crop is varied from look to look.
struct CropVariation {
  double rotation = 4;  ///< up to so many degrees to either side
  double shift = 0.03;  ///< up to this share of the side, in each direction
  double scale = 1.05;  ///< up to so much larger or smaller
  double mirrorShare = 0.5;
};

/// The square turned, moved and scaled by chance.
Alignment varied(Alignment alignment, const CropVariation& variation, cv::RNG& random);

/// The aligned crop of an entry, varied: [3, size, size] in [-1, 1]; undefined if the picture cannot be read.
torch::Tensor variedCrop(const AttributePhotos& photos, std::size_t index, int size,
                         const CropVariation& variation, cv::RNG& random);
/// The same as it is.
torch::Tensor plainCrop(const AttributePhotos& photos, std::size_t index, int size);

/// N faces without the attribute and N with it, of different people.
struct AttributePairs {
  torch::Tensor without, with;  ///< [N, 3, S, S], float32, [-1, 1]
};

/// Class-balanced faces for one attribute; each source has its share in both classes. Batch n depends on seed
/// and n alone. Thread safety: batch may be called from many threads.
class AttributeDataset {
 public:
  /// Throws Error{NotFound} when one of the two classes is empty.
  AttributeDataset(std::shared_ptr<const AttributePhotos> photos, Attribute attribute, int size,
                   const CropVariation& variation, std::uint64_t seed);

  AttributePairs batch(std::int64_t number, const BatchPart& part) const;
  /// Entries without (0) or with (1) the attribute.
  const std::vector<std::size_t>& entries(int side) const { return sides_[side].entries; }
  /// How often the i-th of them is drawn, a share of 1.
  double share(int side, std::size_t i) const;

 private:
  struct Side {
    std::vector<std::size_t> entries;
    std::vector<double> upTo;  ///< running sums of their weights
  };
  torch::Tensor draw(const Side& side, cv::RNG& random) const;

  std::shared_ptr<const AttributePhotos> photos_;
  Side sides_[2];
  int size_;
  CropVariation variation_;
  std::uint64_t seed_;
};

/// Faces with all their attributes, for a classifier.
struct AttributeBatch {
  torch::Tensor pictures;  ///< [N, 3, S, S], float32, [-1, 1]
  torch::Tensor labels;    ///< [N, A], float32, 0 or 1
};
/// Faces drawn evenly. Depends on seed and number alone.
AttributeBatch attributeBatch(const AttributePhotos& photos, int side, const CropVariation& variation,
                              std::uint64_t seed, std::int64_t number, const BatchPart& part);
/// `count` faces spread evenly over the photos, as they are; fewer where pictures cannot be read. Throws
/// Error{Unreadable} when none can.
AttributeBatch plainBatch(const AttributePhotos& photos, int side, std::size_t count);

}  // namespace pentimento
