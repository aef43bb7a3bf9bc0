// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/image.h"

namespace pentimento {

/// `generated`, its colours moved so that it continues `original` where the two meet: the difference between
/// them is measured along the border of `mask` (just outside it and in its feather) and spread inwards. It
/// does not cross edges of `generated`: hair that was painted before a wall does not take on what the wall
/// lacks. Where no border is near it fades away. Differences that stand out (an outline that moved) count
/// less.
///
/// Measured and spread by normalised convolution with a recursive edge-aware filter (Gastal & Oliveira 2011,
/// section 4.2), where Poisson blending would let the strongest edge bleed through the whole region.
///
/// `generated` and `original`: F32, 3 channels, 0 to 1, one size; `mask`: F32, one channel, that size, how
/// much of each pixel will be replaced. Not clamped: values may leave [0, 1]. Throws Error{InvalidArgument}
/// for others.
Image matchedToSurroundings(const Image& generated, const Image& original, const Image& mask);

}  // namespace pentimento
