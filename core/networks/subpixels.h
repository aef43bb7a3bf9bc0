// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include "core/networks/layers.h"

namespace pentimento {

/// Half the size and back, as our small generators do it.

/// A convolution with an even kernel that halves exactly.
ConvLayerOptions halvingConvolution(std::int64_t inputChannels, std::int64_t outputChannels,
                                    std::int64_t kernel);

/// Pixel shuffle: [N, 4 C, H, W] -> [N, C, 2 H, 2 W], in the memory format of its input.
torch::Tensor twiceAsLarge(const torch::Tensor& x);

/// Lets the four sub-pixels of each channel begin alike (ICNR, Aitken et al. 2017): else a checkerboard is
/// learnt away slowly. For the layer before twiceAsLarge().
void alignSubpixels(ConvLayer& layer);

}  // namespace pentimento
