// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include "core/networks/vgg_features.h"

namespace pentimento {

/// Paper 002, eq. (7): the mean absolute difference of the activations of each of the five levels, averaged over the
/// levels. (The equation prints a square at the norm; the text and the works it cites measure plain L1, as here.)
/// Both [N, 3, H, W], RGB in [0, 1].
torch::Tensor perceptualDistance(const VggFeatures& vgg, const torch::Tensor& result, const torch::Tensor& truth);

}  // namespace pentimento
