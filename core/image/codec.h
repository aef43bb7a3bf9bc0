// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"

/// The codecs behind image_io: bytes <-> pixels as the file has them, before orientation and colour
/// management. Private to core/image. Thread-safe: no state.
namespace pentimento {

using Bytes = std::span<const std::uint8_t>;

enum class FileFormat { Jpeg, Png, Tiff, WebP };

/// What the channels of a decoded picture mean.
enum class ColourModel {
  Grey,  ///< one channel
  Rgb,   ///< three, in this order
  Cmyk,  ///< four, 0 is no ink
};

/// A decoded picture: 8U or 16U.
struct Raster {
  ColourModel model = ColourModel::Rgb;
  cv::Mat pixels;
  cv::Mat alpha;  ///< one channel of the same size and depth, not multiplied in; or empty
};

/// Interleaved channels as a raster: with 2 or 4 channels the last is alpha.
Raster separateAlpha(const cv::Mat& decoded);

/// By the first bytes; nothing for anything else.
std::optional<FileFormat> formatOfContent(Bytes bytes);

/// Each throws Error{Unreadable} for damaged or truncated data and Error{Unsupported} for a kind or a size
/// that is not handled; `name` begins the message. Sizes are checked before pixels are allocated.
Raster decodeJpeg(Bytes bytes, const std::string& name);
Raster decodePng(Bytes bytes, const std::string& name);
Raster decodeTiff(Bytes bytes, const std::string& name);
Raster decodeWebP(Bytes bytes, const std::string& name);

/// `pixels`: RGB, 8U or 16U; `alpha` may be empty. 16 bits become 8 and alpha is laid over white where the
/// format has neither. `quality`: JPEG and WebP, 1–100. Throws Error{Unsupported} for a size beyond the
/// format's limit, Error{WriteFailed} when the library refuses.
std::vector<std::uint8_t> encodeImage(FileFormat format, const cv::Mat& pixels, const cv::Mat& alpha,
                                      int quality, const std::string& name);

/// RGB 8U -> JPEG: chroma at full resolution from quality 90 on (colour that follows edges deserves it), else
/// 4:2:0.
std::vector<std::uint8_t> encodeJpeg(const cv::Mat& rgb, int quality, const std::string& name);

/// RGB and alpha (or an empty one), 8U or 16U -> TIFF, LZW with horizontal differences. OpenCV's has no alpha
/// tag.
std::vector<std::uint8_t> encodeTiff(const cv::Mat& pixels, const cv::Mat& alpha, const std::string& name);

/// Throws Error{Unsupported} for 0 pixels or more than maximumPixels.
void checkSize(std::int64_t width, std::int64_t height, const std::string& name);

[[noreturn]] inline void fail(ErrorKind kind, const std::string& name, const std::string& what) {
  throw Error(kind, name + ": " + what);
}

}  // namespace pentimento
