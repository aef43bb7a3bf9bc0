// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/image/colour.h"
#include "core/image/image_io.h"

namespace pentimento::test {

/// tests/data/formats holds one picture in many kinds of file: 16 x 12 pixels, four flat quadrants.
inline constexpr int sampleWidth = 16, sampleHeight = 12;
inline constexpr Rgb8 topLeft{0xd0, 0x20, 0x20}, topRight{0x20, 0xb0, 0x40};
inline constexpr Rgb8 bottomLeft{0x20, 0x40, 0xc8}, bottomRight{0xe8, 0xe0, 0xd0};

std::filesystem::path samplePath(const std::string& file);
std::vector<std::uint8_t> sampleBytes(const std::string& file);
std::vector<std::string> allSamples();

/// The picture itself, made here.
Photo samplePhoto(PixelDepth depth = PixelDepth::U8);

/// Noise over a gradient: a picture that no encoder makes tiny.
Photo noisyPhoto(int width, int height, PixelDepth depth = PixelDepth::U8);

/// Root may do everything everywhere: a child process that tests a refusal must be somebody else.
void actAsNobody();

/// One pixel in 8 bits, rounded.
Rgb8 pixelAt(const Image& image, int x, int y);
/// Largest difference of a channel.
int difference(const Rgb8& a, const Rgb8& b);
/// Largest difference of a channel over all pixels, in codes of the images' own depth.
double difference(const Image& a, const Image& b);

}  // namespace pentimento::test
