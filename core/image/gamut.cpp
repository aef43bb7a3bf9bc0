// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/gamut.h"

#include <algorithm>
#include <cmath>

namespace pentimento {
namespace {

float finiteOrZero(float v) {
  return std::isfinite(v) ? v : 0.f;
}

}  // namespace

float GamutMapper::Linear::excess() const {
  const float high = std::max(std::max(c[0], c[1]), c[2]) - 1;
  const float low = std::min(std::min(c[0], c[1]), c[2]);
  return std::max(high, -low);
}

GamutMapper::Linear GamutMapper::linearAtChroma(float fy, float y, float a, float b) const {
  const float x = labFInverse(fy + a / 500), z = labFInverse(fy - b / 200);
  Linear rgb;
  for (int i = 0; i < 3; ++i) rgb.c[i] = inverse_.m[i][0] * x + inverse_.m[i][1] * y + inverse_.m[i][2] * z;
  return rgb;
}

GamutMapper::Linear GamutMapper::linearFromLab(const Lab& lab) const {
  const float fy = (std::clamp(finiteOrZero(lab.L), 0.f, 100.f) + 16) / 116, y = labFInverse(fy);
  const float a = finiteOrZero(lab.a), b = finiteOrZero(lab.b);
  const Linear grey{{y, y, y}};
  if (a == 0 && b == 0) return grey;
  Linear rgb = linearAtChroma(fy, y, a, b);
  // What the rounding of floats makes of a colour on the cube's face; encoding clamps it.
  constexpr float roundingError = 2e-6f;
  if (rgb.excess() <= roundingError) return rgb;

  // The largest share of the chroma that fits, by false position and bisection in turn: the first alone
  // creeps where the cube's face is curved. `inside` always fits.
  Linear inside = grey;
  float low = 0, high = 1, lowValue = grey.excess(), highValue = rgb.excess();
  for (int i = 0; i < 14 && lowValue < -2e-5f; ++i) {
    const float step = i % 2 == 0 ? lowValue / (lowValue - highValue) : 0.5f;
    const float share = low + (high - low) * step;
    const Linear middle = linearAtChroma(fy, y, share * a, share * b);
    const float value = middle.excess();
    if (value <= 0) {
      inside = middle;
      low = share, lowValue = value;
    } else {
      high = share, highValue = value;
    }
  }
  return inside;
}

void GamutMapper::encode(Lab lab, std::uint16_t* rgb) const {
  const Linear linear = linearFromLab(lab);
  for (int i = 0; i < 3; ++i) {
    rgb[i] = static_cast<std::uint16_t>(curves_.encodedFromLinear(linear.c[i]) * 65535 + 0.5f);
  }
}

void GamutMapper::encode(Lab lab, std::uint8_t* rgb) const {
  const Linear linear = linearFromLab(lab);
  if (linear.c[0] == linear.c[1] && linear.c[1] == linear.c[2]) {
    const float code = curves_.encodedFromLinear(linear.c[1]) * 255;
    rgb[0] = rgb[1] = rgb[2] = static_cast<std::uint8_t>(code + 0.5f);
    return;
  }
  // Green weighs most in Y, then red, then blue: each is rounded so that it makes up for what the ones before
  // it lost or gained, which keeps L several times closer than rounding each for itself. Red and blue stay
  // within one code of their exact values.
  const float* weight = xyzFromRgb[1];
  rgb[1] = static_cast<std::uint8_t>(curves_.encodedFromLinear(linear.c[1]) * 255 + 0.5f);
  float missing = weight[1] * (linear.c[1] - curves_.linearFrom8[rgb[1]]);
  for (const int i : {0, 2}) {
    const int below = static_cast<int>(curves_.encodedFromLinear(linear.c[i]) * 255);
    const int above = std::min(below + 1, 255);
    const float wanted = linear.c[i] + missing / weight[i];
    const float fromBelow = wanted - curves_.linearFrom8[below],
                fromAbove = wanted - curves_.linearFrom8[above];
    const bool up = std::abs(fromAbove) < std::abs(fromBelow);
    rgb[i] = static_cast<std::uint8_t>(up ? above : below);
    missing = weight[i] * (up ? fromAbove : fromBelow);
  }
}

}  // namespace pentimento
