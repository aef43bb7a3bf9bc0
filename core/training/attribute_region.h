// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include "core/face/attribute.h"

namespace pentimento {

/// Where an attribute may change an aligned crop: glasses around the eyes to the ears; beard, smile and an
/// open mouth from the nose down; young and male everywhere but in the background. `labels`: [S, S] uint8,
/// the crop's label map;
/// -> [S, S] bool. What lies outside must stay as it is (issue: PSNR of at least 34 dB).
torch::Tensor attributeRegion(Attribute attribute, const torch::Tensor& labels);

/// The part of crops that decides whether an edit convinces, about twice as large: the mouth for beard, smile and
/// an open mouth, the eyes for glasses, from brows to chin for young and male. `pictures`: [N, C, S, S], S a
/// multiple of 32, at least 64 -> [N, C, H, W], sides multiples of 32, at least 64. Differentiable.
torch::Tensor closeUp(Attribute attribute, const torch::Tensor& pictures);

/// Of the pixels outside `region`, in dB for values in [-1, 1]; a, b: [3, S, S]. Equal pictures: 100.
double psnrOutside(const torch::Tensor& a, const torch::Tensor& b, const torch::Tensor& region);

}  // namespace pentimento
