// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/label_regions.h"

namespace pentimento {

torch::Tensor oneHot(const torch::Tensor& labels, std::int64_t classes, const torch::Tensor& like) {
  // LibTorch 1.13 has no identity matrix of bfloat16.
  const auto rows = torch::eye(classes, torch::TensorOptions(like.device())).to(like.scalar_type());
  return rows.index_select(0, labels.flatten().to(torch::kInt64))
      .view({labels.size(0), labels.size(1), labels.size(2), classes})
      .permute({0, 3, 1, 2});
}

torch::Tensor everyLabel(const torch::Tensor& labels, std::int64_t factor) {
  return labels.slice(1, factor / 2, c10::nullopt, factor)
      .slice(2, factor / 2, c10::nullopt, factor)
      .contiguous();
}

torch::Tensor classShares(const torch::Tensor& oneHot, std::int64_t factor) {
  return torch::avg_pool2d(oneHot.to(torch::kFloat32), factor);
}

RegionMeans regionMeans(const torch::Tensor& features, const torch::Tensor& shares) {
  const auto weights = shares.flatten(2);                                       // [N, K, P]
  const auto values = features.to(torch::kFloat32).flatten(2).transpose(1, 2);  // [N, P, C]
  const auto area = weights.sum(2, true);                                       // [N, K, 1]
  return {torch::bmm(weights, values) / area.clamp_min(1e-6), (area.squeeze(2) > 1e-6).to(torch::kFloat32)};
}

torch::Tensor spreadRegions(const torch::Tensor& regions, const torch::Tensor& shares) {
  // [N, P, K] x [N, K, C]: channels-last without a copy
  const auto pixels = torch::bmm(shares.flatten(2).transpose(1, 2), regions);
  return pixels.view({shares.size(0), shares.size(2), shares.size(3), regions.size(2)}).permute({0, 3, 1, 2});
}

}  // namespace pentimento
