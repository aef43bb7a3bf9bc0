// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <span>
#include <string>
#include <vector>

namespace pentimento {

/// PNGs whose pixels are numbers, not colours: OpenCV turns palettes into RGB and cannot write them.

/// The indices of a palette PNG or the values of a grey one, at most 8 bits: 8U, one channel. `name` begins
/// messages. Throws Error: Unreadable (damaged, truncated, no PNG), Unsupported (RGB, alpha, 16 bits, too
/// large).
cv::Mat decodeIndexedPng(std::span<const std::uint8_t> bytes, const std::string& name);

/// An 8-bit palette PNG. `indices`: 8U, one channel, each below the size of `palette` (1 to 256 colours).
/// Throws Error: InvalidArgument, WriteFailed when libpng refuses.
std::vector<std::uint8_t> encodeIndexedPng(const cv::Mat& indices,
                                           const std::vector<std::array<std::uint8_t, 3>>& palette,
                                           const std::string& name);

}  // namespace pentimento
