// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/image/colour.h"
#include "core/image/colour_curves.h"

namespace pentimento {

/// Lab -> sRGB codes with L kept: a colour outside the sRGB cube moves towards the grey of its own L until it
/// fits. Cheap to make, immutable.
class GamutMapper {
 public:
  GamutMapper() : curves_(ColourCurves::get()) {}

  /// Writes three codes. L is clamped to [0, 100]; what is not a number becomes 0.
  void encode(Lab lab, std::uint8_t* rgb) const;
  void encode(Lab lab, std::uint16_t* rgb) const;

 private:
  struct Linear {
    float c[3];
    /// How far the worst channel lies outside [0, 1]; not positive inside.
    float excess() const;
  };

  Linear linearFromLab(const Lab& lab) const;
  Linear linearAtChroma(float fy, float y, float a, float b) const;

  const ColourCurves& curves_;
  RgbFromXyz inverse_;
};

}  // namespace pentimento
