// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/residual_losses.h"

namespace pentimento {
namespace {

/// The mean over heads of the mean of term(channel `label`).
template <class Term>
torch::Tensor overHeads(const HeadLogits& logits, std::int64_t label, const Term& term) {
  torch::Tensor sum;
  for (const auto& head : logits) {
    const auto value = term(head.select(1, label)).mean();
    sum = sum.defined() ? sum + value : value;
  }
  return sum / static_cast<double>(logits.size());
}

torch::Tensor shouldBeReal(const torch::Tensor& logits) {
  return torch::relu(1 - logits);
}

torch::Tensor shouldBeFake(const torch::Tensor& logits) {
  return torch::relu(1 + logits);
}

}  // namespace

torch::Tensor pixelPenalty(const torch::Tensor& residual) {
  return residual.abs().flatten(1).sum(1).mean();
}

torch::Tensor activationPenalty(const torch::Tensor& truth, const torch::Tensor& edited) {
  return pixelPenalty((truth - edited).to(torch::kFloat32));
}

torch::Tensor classObjective(const torch::Tensor& logits, std::int64_t target) {
  return torch::cross_entropy_loss(
      logits, torch::full({logits.size(0)}, target, logits.options().dtype(torch::kInt64)));
}

torch::Tensor realPairObjective(const HeadLogits& logits, std::int64_t own, const RealPairWeights& weights) {
  return weights.own * overHeads(logits, own, shouldBeReal) +
         weights.other * overHeads(logits, 1 - own, shouldBeFake);
}

torch::Tensor editedPairObjective(const HeadLogits& logits, std::int64_t target) {
  return overHeads(logits, target, shouldBeFake);
}

torch::Tensor transformPairObjective(const HeadLogits& logits, std::int64_t target) {
  return overHeads(logits, target, [](const torch::Tensor& values) { return -values; });
}

}  // namespace pentimento
