// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace pentimento {

struct HardMiningOptions {
  double easy = 0.7;  ///< pixels whose true class has a probability above this are not learnt from, …
  double atLeast = 1.0 / 16;  ///< … but the hardest of this share of all pixels are in any case
};

/// Cross-entropy over the hard pixels alone (online hard example mining: Shrivastava et al. 2016, for pixels
/// as BiSeNet's authors train): background and skin, soon learnt, would drown brows and lips. `scores`: [N,
/// C, H, W], float32; `labels`: [N, H, W], int64, 0 to C - 1. Returns the mean over the pixels kept, each times
/// its class's weight (`classWeights`: [C], float32; all 1 where undefined): which pixels are hard does not
/// depend on the weights.
torch::Tensor hardCrossEntropy(const torch::Tensor& scores, const torch::Tensor& labels,
                               const HardMiningOptions& options = {}, const torch::Tensor& classWeights = {});

}  // namespace pentimento
