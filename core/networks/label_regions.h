// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace pentimento {

/// Label maps [N, S, S] uint8 and what is known of each of their K regions.

/// [N, K, S, S], 1 where the label is the channel's, channels-last, in the type and on the device of `like`.
torch::Tensor oneHot(const torch::Tensor& labels, std::int64_t classes, const torch::Tensor& like);
/// The label of every `factor`-th pixel, the middle one: [N, S/f, S/f] uint8, contiguous.
torch::Tensor everyLabel(const torch::Tensor& labels, std::int64_t factor);
/// Share of each class in each cell of `factor` x `factor` pixels of a one-hot map: [N, K, S/f, S/f],
/// float32.
torch::Tensor classShares(const torch::Tensor& oneHot, std::int64_t factor);

struct RegionMeans {
  torch::Tensor means;    ///< [N, K, C], float32; 0 for a region that is absent
  torch::Tensor present;  ///< [N, K], float32: 1 or 0
};
/// Means of `features` [N, C, H, W] over each region, from class shares [N, K, H, W].
RegionMeans regionMeans(const torch::Tensor& features, const torch::Tensor& shares);
/// The inverse: [N, K, C] -> [N, C, H, W], float32: each pixel the mixture of its classes.
torch::Tensor spreadRegions(const torch::Tensor& regions, const torch::Tensor& shares);

}  // namespace pentimento
