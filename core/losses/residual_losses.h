// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <vector>

namespace pentimento {

/// Paper 003, section 3. Norms are summed over a picture and averaged over pictures, as in the slides' code.

/// |r|_1, section 3.2: keeps the residual sparse. [N, ...] -> scalar.
torch::Tensor pixelPenalty(const torch::Tensor& residual);
/// Eq. (5): |phi(x) - phi(edited)|_1.
torch::Tensor activationPenalty(const torch::Tensor& truth, const torch::Tensor& edited);
/// -log p_t: what D minimises with the true class t (eqs. 4 and 9), and G0 and G1 with the class they want to
/// be taken for (eqs. 6 and 7). `logits` [N, 3].
torch::Tensor classObjective(const torch::Tensor& logits, std::int64_t target);

/// The shipped recipe: hinge on the output of one class, heads averaged. A head's logits are [N, 2, ...],
/// channels without and with.
using HeadLogits = std::vector<torch::Tensor>;
struct RealPairWeights {
  /// Of the hinge under the class that they have: as much as what counts as fake under a class weighs in all,
  /// edited pictures (1) and real ones of the other class. With less, -1 for every picture is a minimum from
  /// which the discriminator comes away slowly.
  double own = 1.5;
  double other = 0.5;  ///< of the hinge under the class that they do not have
};
/// What the discriminator minimises for real pictures of class `own` (0 without, 1 with). They count as fake
/// under the class that they do not have: without that a generator gets away with a smudge where the glasses
/// belong.
torch::Tensor realPairObjective(const HeadLogits& logits, std::int64_t own,
                                const RealPairWeights& weights = {});
/// … and for edited pictures that were to have class `target`.
torch::Tensor editedPairObjective(const HeadLogits& logits, std::int64_t target);
/// What a transform minimises.
torch::Tensor transformPairObjective(const HeadLogits& logits, std::int64_t target);

}  // namespace pentimento
