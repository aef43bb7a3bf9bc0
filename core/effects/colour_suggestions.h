// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <vector>

#include "core/image/colour.h"

namespace pentimento {

/// Clearly different colours that are likely around a point, likeliest first.
/// `logits`: [ChromaCells::count, H, W], float32, CPU; (x, y): the point in that grid; `lightness`: of the colours to
/// be returned, [0, 100]. Distributions of the 3x3 cells around the point are averaged, sharpened apart: after each
/// pick, what lies within 18 Lab units of it no longer counts. May return fewer than `count`.
std::vector<Rgb8> likelyColours(const torch::Tensor& logits, double x, double y, float lightness, int count);

}  // namespace pentimento
