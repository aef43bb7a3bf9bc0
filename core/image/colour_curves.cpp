// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/colour_curves.h"

#include <cmath>
#include <opencv2/core.hpp>

namespace pentimento {
namespace {

double decode(double v) {
  return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}
double encode(double v) {
  return v <= 0.0031308 ? v * 12.92 : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
}

double labFunction(double t) {
  constexpr double delta = 6.0 / 29.0;
  return t > delta * delta * delta ? std::cbrt(t) : t / (3 * delta * delta) + 4.0 / 29.0;
}

}  // namespace

Curve::Curve(double (*function)(double)) : samples_(intervals + 2) {
  for (int i = 0; i < intervals + 2; ++i) samples_[i] = static_cast<float>(function(double(i) / intervals));
}

ColourCurves::ColourCurves()
    : linearFrom16(65536), linearFromEncoded(decode), encodedFromLinear(encode), labF(labFunction) {
  for (int i = 0; i < 256; ++i) linearFrom8[i] = static_cast<float>(decode(i / 255.0));
  for (int i = 0; i < 65536; ++i) linearFrom16[i] = static_cast<float>(decode(i / 65535.0));
}

const ColourCurves& ColourCurves::get() {
  static const ColourCurves curves;
  return curves;
}

RgbFromXyz::RgbFromXyz() {
  cv::Matx33d forward;
  for (int i = 0; i < 9; ++i) forward.val[i] = xyzFromRgb[i / 3][i % 3];
  const cv::Matx33d inverse = forward.inv();
  for (int i = 0; i < 9; ++i) m[i / 3][i % 3] = static_cast<float>(inverse.val[i]);
}

}  // namespace pentimento
