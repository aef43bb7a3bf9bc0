// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "core/image/image.h"

namespace pentimento {

using Rgb8 = std::array<std::uint8_t, 3>;

/// CIE L*a*b* (D65 white, sRGB primaries and transfer curve): L in [0, 100], a and b about [-110, 110].
struct Lab {
  float L, a, b;
};

Lab labFromRgb(const Rgb8& rgb);
/// Out-of-gamut colours keep L and hue and lose chroma until they fit.
Rgb8 rgbFromLab(const Lab& lab);

/// RGB of any depth -> F32, three channels L, a, b.
Image labFromRgb(const Image& rgb);
/// RGB or grey of any depth -> F32, one channel, L in [0, 100].
Image lightness(const Image& rgb);

/// Joins full-resolution lightness with chroma into RGB of `depth` (U8 or U16).
/// Where (L, a, b) has no sRGB colour, chroma is scaled down at constant L, so that the L of the result
/// equals the given L within the rounding of `depth` at every pixel. `lightness`: F32, one channel, [0, 100];
/// `chroma`: F32, two channels a, b, same size.
Image rgbFromLightnessAndChroma(const Image& lightness, const Image& chroma, PixelDepth depth);

}  // namespace pentimento
