// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace pentimento {

/// A function on [0, 1] sampled finely enough that linear interpolation is as good as the function.
class Curve {
 public:
  static constexpr int intervals = 16384;
  explicit Curve(double (*function)(double));

  /// `x` is clamped to [0, 1]; NaN gives the value at 0.
  float operator()(float x) const {
    const float position = std::min(std::max(0.f, x), 1.f) * intervals;
    const int index = static_cast<int>(position);
    return samples_[index] + (position - static_cast<float>(index)) * (samples_[index + 1] - samples_[index]);
  }

 private:
  std::vector<float> samples_;  ///< one more than needed, so that x = 1 has a right neighbour
};

/// The sRGB transfer curve (IEC 61966-2-1) and CIE Lab's f, exact and as tables. Immutable, made on first
/// use.
struct ColourCurves {
  static const ColourCurves& get();

  std::array<float, 256> linearFrom8;  ///< sRGB code -> linear light
  std::vector<float> linearFrom16;     ///< 65536 of them
  Curve linearFromEncoded, encodedFromLinear;
  Curve labF;  ///< CIE 15: cube root with a linear toe

 private:
  ColourCurves();
};

/// Inverse of CIE Lab's f. Exact; cheap enough to need no table.
inline float labFInverse(float f) {
  constexpr float delta = 6.f / 29.f;
  return f > delta ? f * f * f : 3 * delta * delta * (f - 4.f / 29.f);
}

/// Linear sRGB -> XYZ relative to the D65 white, so that white is (1, 1, 1). Rows X, Y, Z.
inline constexpr float xyzFromRgb[3][3] = {
    {0.4124564f / 0.9504700f, 0.3575761f / 0.9504700f, 0.1804375f / 0.9504700f},
    {0.2126729f / 1.0000001f, 0.7151522f / 1.0000001f, 0.0721750f / 1.0000001f},
    {0.0193339f / 1.0888300f, 0.1191920f / 1.0888300f, 0.9503041f / 1.0888300f},
};
/// The inverse of xyzFromRgb. Rows R, G, B.
struct RgbFromXyz {
  RgbFromXyz();
  float m[3][3];
};

}  // namespace pentimento
