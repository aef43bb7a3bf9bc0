// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/data/makeup_dataset.h"
#include "core/data/random_makeup.h"
#include "core/networks/makeup_generator.h"
#include "core/tensor/device.h"

namespace pentimento {

/// A way to put the reference's make-up on the source: of a pair without a batch dimension, it reads
/// `source`, `reference` and their regions. -> [3, S, S], float32, CPU, in [-1, 1].
using MakeupMethod = std::function<torch::Tensor(const MakeupBatch& pair)>;

/// The generator. Both must outlive what is returned.
MakeupMethod networkMethod(MakeupGenerator& network, const Compute& compute);
torch::Tensor unchanged(const MakeupBatch& pair);
/// Reinhard et al. 2001, "Color transfer between images": mean and deviation of each channel, in CIE Lab.
/// With `byRegion` each region by itself, which knows where lips and eyes are; else the face as one.
torch::Tensor reinhardTransferred(const MakeupBatch& pair, bool byRegion);
/// Exact histogram matching of each channel in each region.
torch::Tensor histogramTransferred(const MakeupBatch& pair);

/// Light on a texture (F32, RGB, sRGB, 0 to 1) with these normals (painted_light.h) -> the same face in it.
using LightChange = std::function<cv::Mat(const cv::Mat& texture, const cv::Mat& normals)>;

/// How far the colours of lips, eyes and skin are from the reference's (histogramDistance), 0 to 255.
class ColourTally {
 public:
  void add(const torch::Tensor& result, const MakeupBatch& pair);
  /// {"lips", "eyes", "skin"}: means over the pairs in which a region is seen on both faces.
  nlohmann::json json() const;

 private:
  std::array<double, 3> sums_{};
  std::array<int, 3> counts_{};
};

/// How much of a make-up comes over when it is known what should: one part of it, painted by rule on the
/// reference and on a copy of the source, which is the truth.
class PaintedTally {
 public:
  /// `wanted`: what is painted on the pair's source, a difference of textures. As paintedPart has them.
  void add(const MakeupMethod& method, MakeupPart part, const MakeupBatch& pair, const torch::Tensor& wanted);
  /// For each part's name, over all that was added, with t = truth - source and d = result - source:
  /// "comes_over" <d, t> / <t, t>, 1 at best, and "beside" |d - comes_over t| / |t|, what is done that should
  /// not be, 0 at best.
  nlohmann::json json() const;

 private:
  struct Sums {
    double wanted = 0, along = 0, done = 0;  ///< <t, t>, <d, t>, <d, d>
  };
  std::array<Sums, makeupParts.size()> sums_{};
};

/// This part, drawn by `random`, painted on two bare faces as large as `maker` makes pairs of them: the pair
/// with the reference painted, and what painting the source adds to it, [3, S, S].
std::pair<MakeupBatch, torch::Tensor> paintedPart(const MakeupDataset& maker, const StoredFace& source,
                                                  const StoredFace& reference, MakeupPart part,
                                                  cv::RNG& random);

/// Mean absolute difference of two textures in [-1, 1] on the regions [3, S, S] of a face, 0 to 255.
double meanChange(const torch::Tensor& a, const torch::Tensor& b, const torch::Tensor& regions);

/// How much of a light on one of the faces shows in the result where it should not, 0 to 255 (meanChange on
/// the source's regions).
struct LightLeaks {
  double reference = 0;  ///< of light L on the reference: T(s, L r) against T(s, r), which should be the same
  /// Of light on the source: T(L s, r) against L T(s, r). The source's own light is to stay, so the truth is
  /// the made-up face in that very light; both are clamped alike, so what is blown out is no difference.
  double source = 0;
};
LightLeaks lightLeaks(const MakeupMethod& method, const MakeupBatch& pair, const StoredFace& source,
                      const StoredFace& reference, const LightChange& light);

/// The texture in this light: [3, S, S] in [-1, 1], of a face with these normals.
torch::Tensor relit(const torch::Tensor& texture, const StoredFace& face, const LightChange& light);

/// The face's crop (as large as `face` stores it) with what is added to its texture: [3, S, S] in [-1, 1].
/// `added`: [3, s, s], a difference of textures in [-1, 1].
torch::Tensor cropWith(const StoredFace& face, const torch::Tensor& added);

}  // namespace pentimento
