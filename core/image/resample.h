// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/image.h"

namespace pentimento {

/// Area averaging down, bicubic up; any depth and channel count. Sizes must be positive.
Image resize(const Image& image, int width, int height);

/// The size with the long side `longSide`, aspect kept, each side at least 1.
cv::Size sizeForLongSide(int width, int height, int longSide);

/// Upsamples chroma (F32, two channels, low resolution) to the size of `lightness` (F32, one channel, [0, 100],
/// full resolution), following its edges so that colour does not bleed across them.
/// Works in strips: extra memory stays below 200 MB for any size.
Image upsampleChroma(const Image& chroma, const Image& lightness);

}  // namespace pentimento
