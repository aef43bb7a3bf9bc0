// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>

#include "core/data/batch_part.h"
#include "core/data/photo_folders.h"

namespace pentimento {

struct ColouriseDatasetOptions {
  std::int64_t size = 256;        ///< side of the square samples, pixels; 256 in the paper and in the editor
  double maximumZoom = 2;         ///< a sample shows 1/zoom of the short side, zoom drawn between 1 and this
  double recolourShare = 0.3;     ///< share of the hinted samples in which one colour is replaced by another
  double toneShare = 0.4;         ///< share of the hinted samples that get another cast and saturation
  double manyHintsShare = 0.3;    ///< share of the hinted samples with 50 hints in the mean; the others have 8
  double outlyingHintsShare = 0;  ///< share of the hinted samples whose hints are HintSpread::Outlying
  double ageShare = 0.5;          ///< share of samples whose L gets an old photo's contrast, blur and grain
  double minimumChroma = 3;       ///< pictures with less mean chroma (Lab units) count as grey and are not learnt from
  bool hints = true;              ///< Whether hints are drawn at all (the paper's own network takes none)

  void check() const;
};

/// N samples as one batch, float32, in network scale.
struct ColouriseBatch {
  torch::Tensor lightness;  ///< [N, 1, S, S], aged
  torch::Tensor chroma;     ///< [N, 2, S, S], what to predict
  torch::Tensor hints;      ///< [N, 3, S, S]: hint a, hint b, mask
};

/// Random crops of photos with flips, hints and ageing. A sample depends on (seed, number) alone.
/// Thread safety: batch() from many threads.
class ColouriseDataset {
 public:
  ColouriseDataset(std::shared_ptr<const PhotoFolders> photos, const ColouriseDatasetOptions& options,
                   std::uint64_t seed);
  ColouriseBatch batch(std::int64_t number, const BatchPart& part) const;

 private:
  struct Sample {
    torch::Tensor lightness, chroma, hints;
  };
  Sample sample(std::int64_t number) const;
  cv::Mat colourfulCrop(cv::RNG& random) const;  // Lab, F32

  std::shared_ptr<const PhotoFolders> photos_;
  ColouriseDatasetOptions options_;
  std::uint64_t seed_;
};

/// Centred square of the short side, resized to `size`: for samples and validation. RGB -> RGB.
Image centredSquare(const Image& image, int size);

}  // namespace pentimento
