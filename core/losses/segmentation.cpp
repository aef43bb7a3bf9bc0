// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/segmentation.h"

#include <algorithm>
#include <cmath>

namespace pentimento {

torch::Tensor hardCrossEntropy(const torch::Tensor& scores, const torch::Tensor& labels,
                               const HardMiningOptions& options, const torch::Tensor& classWeights) {
  namespace F = torch::nn::functional;
  const auto losses =
      F::cross_entropy(scores, labels, F::CrossEntropyFuncOptions().reduction(torch::kNone)).flatten();
  const auto least = std::max<std::int64_t>(1, static_cast<std::int64_t>(losses.numel() * options.atLeast));
  const auto hard = losses.detach() > -std::log(options.easy);
  const auto count = hard.sum().item<std::int64_t>();
  // A product instead of a selection: its gradient is cheap, and the same in any order.
  const auto weighted =
      classWeights.defined() ? losses * classWeights.index_select(0, labels.flatten()) : losses;
  if (count >= least) return (weighted * hard).sum() / count;
  return weighted.index_select(0, std::get<1>(losses.detach().topk(least))).mean();
}

}  // namespace pentimento
