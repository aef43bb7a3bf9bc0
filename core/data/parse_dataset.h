// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "core/data/batch_part.h"
#include "core/data/parse_photos.h"

namespace pentimento {

struct ParseDatasetOptions {
  std::int64_t size = 256;      ///< side of the samples, pixels
  double mirrorShare = 0.5;     ///< share of samples that are mirrored, classes and all
  double maximumScale = 1.3;    ///< faces are shown between 1 / this and this times their size
  double maximumRotation = 25;  ///< degrees, either way
  double maximumShift = 0.1;    ///< of the side, in each direction
  double disturbShare = 0.7;    ///< share of samples with changed light and sharpness, see disturb.h
  // Shares of samples with what added_parts.h puts in; 0: none
  double backdropShare = 0;            ///< another background
  double clothShare = 0;               ///< other clothes
  double necklaceShare = 0;            ///< a necklace, half of them drawn, half from faces that wear one
  std::vector<PhotoSource> backdrops;  ///< photos without labels that backgrounds and clothes show

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};

struct ParseBatch {
  torch::Tensor pictures;  ///< [N, 3, S, S], RGB in [-1, 1]
  torch::Tensor labels;    ///< [N, S, S], uint8, 0 to 18
};

/// Labelled faces, turned, scaled, shifted, mirrored and disturbed. A sample depends on (seed, number) alone.
/// Thread safety: batch() from many threads.
class ParseDataset {
 public:
  /// With a share of necklaces every mask is read once. Throws what the options' check() and PhotoFolders
  /// throw.
  ParseDataset(std::shared_ptr<const ParsePhotos> photos, const ParseDatasetOptions& options,
               std::uint64_t seed);
  /// Samples number*size … number*size + size - 1.
  ParseBatch batch(std::int64_t number, const BatchPart& part) const;

  /// What backgrounds and clothes show, or null.
  const PhotoFolders* backdrops() const { return backdrops_.get(); }

 private:
  std::pair<torch::Tensor, torch::Tensor> sample(std::int64_t number) const;
  void addNecklace(
      ParsePhotos::LabelledPhoto& face, cv::RNG& random,
      const std::function<ParsePhotos::LabelledPhoto(const ParsePhotos::LabelledPhoto&)>& warped) const;

  std::shared_ptr<const ParsePhotos> photos_;
  ParseDatasetOptions options_;
  std::uint64_t seed_;
  std::unique_ptr<const PhotoFolders> backdrops_;  // or none
  std::vector<std::size_t> wearers_;               // photos with a necklace, if some are wanted
};

/// Labels of any size -> size x size, nearest.
cv::Mat resizedLabels(const cv::Mat& labels, int size);

}  // namespace pentimento
