// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <array>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "core/data/disturbed_pairs.h"
#include "core/networks/vgg_features.h"
#include "core/networks/vgg_layout.h"

namespace pentimento {

/// How well one VGG-19's activations stand in for another's.
class PerceptualFidelity {
 public:
  /// Looks at pairs, N at once, with both; nothing is learnt from it. Tensors are on the networks' device.
  void add(const VggFeatures& student, const VggFeatures& teacher, const DisturbedPairBatch& pairs);

  /// {"pairs": …, "relative_error": {"relu1_1": …, …} mean |student - teacher| over mean |teacher| of each
  /// tap,
  ///  "distance": {"pearson": …, "spearman": …, "gradient_cosine": …}}, of L_perc (relativeFeatureDistance
  ///  over the
  /// five levels) between photo and disturbed photo: correlation of values and of ranks over the pairs, and
  /// the mean cosine between the two gradients by the disturbed photo, which is what training follows. At
  /// least two pairs. Throws Error{InvalidArgument}.
  nlohmann::json json() const;

 private:
  std::array<double, vggTapCount> errors_{}, magnitudes_{};
  std::vector<float> ours_, theirs_, cosines_;
};

/// Pearson's correlation of [N] with [N], and Spearman's: that of their ranks. Values that are equal get
/// ranks in their order.
double pearsonCorrelation(const torch::Tensor& a, const torch::Tensor& b);
double spearmanCorrelation(const torch::Tensor& a, const torch::Tensor& b);

}  // namespace pentimento
