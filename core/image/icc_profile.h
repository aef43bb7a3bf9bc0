// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <vector>

#include "core/image/codec.h"

/// Colour management through LittleCMS: relative colorimetric with black point compensation, as GIMP and
/// darktable do. Private to core/image. Thread-safe.
namespace pentimento {

/// The raster's colours as sRGB: 3 channels, depth kept. A profile that is empty, damaged or for another
/// colour model is passed over: RGB then counts as sRGB, grey as sRGB's grey, CMYK by the naive formula (1 -
/// ink)(1 - black).
cv::Mat toSrgb(const Raster& raster, const std::vector<std::uint8_t>& icc);

/// sRGB pixels in the RGB profile `icc`; empty when `icc` is none, not an RGB one, or cannot be written to.
cv::Mat fromSrgb(const cv::Mat& pixels, const std::vector<std::uint8_t>& icc);

}  // namespace pentimento
