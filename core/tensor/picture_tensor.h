// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include "core/image/image.h"

namespace pentimento {

/// A picture as the networks that look at faces see it: RGB or grey, any depth and size -> [3, side, side] in
/// [-1, 1], resized (a picture that is not square is squeezed).
torch::Tensor pictureTensor(const Image& picture, int side);
/// A label map (U8, one channel) -> [H, W], uint8, a copy.
torch::Tensor labelTensor(const Image& labels);
/// Bilinear, without antialiasing, pixel centres where they are (not `align_corners`): [N, C, H, W] -> [N, C,
/// height, width]. Differentiable.
torch::Tensor resizedBilinear(const torch::Tensor& maps, std::int64_t height, std::int64_t width);
/// A picture back for people to look at: [3, H, W] -> RGB, U8, clamped.
Image imageFromPicture(const torch::Tensor& picture);

}  // namespace pentimento
