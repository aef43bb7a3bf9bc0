// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/histogram_matching.h"

#include <algorithm>

namespace pentimento {

torch::Tensor histogramMatched(const torch::Tensor& values, const torch::Tensor& reference) {
  torch::NoGradGuard noGradient;
  const auto sorted = std::get<0>(reference.to(torch::kFloat32).sort());
  const auto order = values.to(torch::kFloat32).contiguous();
  const auto ranked = std::get<0>(order.sort());
  // The middle of the ranks of all equal values.
  const auto first = torch::searchsorted(ranked, order),
             last = torch::searchsorted(ranked, order, false, true);
  const auto quantile = (first + last).to(torch::kFloat32) / (2.0 * static_cast<double>(order.numel()));
  const auto count = static_cast<double>(sorted.numel());
  const auto place = (quantile * count - 0.5).clamp(0, count - 1);
  const auto below = place.floor();
  const auto index = below.to(torch::kLong), next = (index + 1).clamp_max(sorted.numel() - 1);
  const auto share = place - below;
  return sorted.index_select(0, index) * (1 - share) + sorted.index_select(0, next) * share;
}

torch::Tensor histogramMatching(const torch::Tensor& generated, const torch::Tensor& generatedMask,
                                const torch::Tensor& reference, const torch::Tensor& referenceMask) {
  auto sum = torch::zeros({}, generated.options());
  for (std::int64_t n = 0; n < generated.size(0); ++n) {
    const auto mine = (generatedMask[n][0] > 0.5), theirs = (referenceMask[n][0] > 0.5);
    if (!mine.any().item<bool>() || !theirs.any().item<bool>()) continue;
    for (std::int64_t c = 0; c < generated.size(1); ++c) {
      const auto values = generated[n][c].masked_select(mine);
      const auto wanted = histogramMatched(values.detach(), reference[n][c].detach().masked_select(theirs));
      sum = sum + (values - wanted).square().mean();
    }
  }
  return sum / static_cast<double>(generated.size(0) * generated.size(1));
}

}  // namespace pentimento
