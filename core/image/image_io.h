// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/image/image.h"

namespace pentimento {

/// What travels with the pixels of a file. Raw blocks, empty where the file had none.
struct PhotoMetadata {
  std::vector<std::uint8_t> exif;  ///< TIFF-structured EXIF, orientation already reset to 1
  std::vector<std::uint8_t> iptc;
  std::string xmp;                ///< XMP packet
  std::vector<std::uint8_t> icc;  ///< the file's own profile; pixels in Photo are sRGB whatever it says
};

/// One opened picture, upright and in sRGB.
struct Photo {
  Image image;                 ///< RGB, U8 or U16; grey files are expanded to three equal channels
  std::optional<Image> alpha;  ///< one channel, same size and depth; carried over to formats that have alpha
  PhotoMetadata metadata;
  std::filesystem::path path;  ///< empty for the clipboard
  bool greyscale = false;      ///< no pixel has visible colour (sepia counts as coloured)
};

/// Largest width x height that is opened: 2^28, about 268 megapixels (so 100 megapixels work).
inline constexpr std::int64_t maximumPixels = std::int64_t{1} << 28;

/// Reads JPEG, PNG, TIFF (8 and 16 bit) or WebP by content, whatever the suffix says; obeys EXIF orientation;
/// converts from the embedded profile (RGB, grey, CMYK) to sRGB.
/// Throws Error: NotFound, Unreadable (damaged, truncated, not an image), Unsupported (too large, 0 pixels).
Photo readPhoto(const std::filesystem::path& path);

/// The same in two steps: the file's bytes, bounded in size (throws Error: NotFound, Unreadable, Unsupported) …
std::vector<std::uint8_t> readPhotoFile(const std::filesystem::path& path);

/// … and what they show; `name` stands in for the path in messages.
Photo decodePhoto(const std::vector<std::uint8_t>& bytes, const std::string& name);

struct ExportOptions {
  int quality = 95;            ///< JPEG and WebP, 1–100
  bool stripMetadata = false;  ///< Whether to leave EXIF, XMP, IPTC and history out (the profile stays)
  std::string history = {};    ///< what was done: an event of xmpMM:History and a line of photoshop:History
  bool markAsGenerated =
      true;  ///< Whether to write Iptc4xmpExt:DigitalSourceType = compositeWithTrainedAlgorithmicMedia
};

/// Writes `photo` in the format of the suffix of `path` (.jpg .jpeg .png .tif .tiff .webp), converted back to
/// the profile that it came with where that is an RGB one. Atomic: on any failure an existing file at `path`
/// survives. 16-bit pixels stay 16 bit in PNG and TIFF; JPEG, which has no alpha, gets it laid over white.
/// Throws Error: Unsupported (suffix, a size beyond the format), InvalidArgument (not RGB, quality, or `path`
/// is the opened photo itself: it is never overwritten), WriteFailed.
void writePhoto(const std::filesystem::path& path, const Photo& photo, const ExportOptions& options = {});

/// What writePhoto writes, in the format of the suffix of `name`, which also begins messages.
std::vector<std::uint8_t> encodePhoto(const Photo& photo, const std::filesystem::path& name,
                                      const ExportOptions& options = {});

/// Writes `bytes` to a temporary file beside `path`, flushes it to the disk and renames it over `path`.
/// Throws Error{WriteFailed}; then no temporary file is left and the old file is untouched.
void writeFileAtomically(const std::filesystem::path& path, const void* bytes, std::size_t size);

/// Suffixes that readPhoto understands, lower case with the dot.
const std::vector<std::string>& readableSuffixes();

}  // namespace pentimento
