// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include "core/image/image.h"

namespace pentimento {

/// Measures of a result against the truth. Pictures are RGB, U8, of equal size unless said otherwise.

/// Peak signal-to-noise ratio over the three channels, in dB; capped at 100 for equal pictures.
double psnr(const Image& result, const Image& truth);

/// Mean absolute difference of a and b, in Lab units (the paper's L1 is per channel on a scale of its own).
double chromaL1(const Image& result, const Image& truth);

/// Hasler and Süsstrunk 2003, metric M3, on 0–255 RGB: about 15 slightly, 33 moderately, 59 quite colourful.
double colourfulness(const Image& picture);

/// How much two colour distributions overlap: histograms of a and of b in 55 bins over [-110, 110], gathered over
/// many pictures; the intersection of the normalised histograms, averaged over a and b: 1 is equal (paper, Fig. 4).
class ChromaHistogram {
 public:
  void add(const Image& picture);
  double intersection(const ChromaHistogram& other) const;

 private:
  static constexpr int bins = 55;
  std::array<std::vector<double>, 2> counts_{std::vector<double>(bins), std::vector<double>(bins)};
};

}  // namespace pentimento
