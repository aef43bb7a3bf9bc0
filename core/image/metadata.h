// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <opencv2/core/types.hpp>
#include <string>
#include <vector>

#include "core/image/codec.h"
#include "core/image/image_io.h"

/// EXIF, IPTC, XMP and ICC blocks of a file through Exiv2. Private to core/image. Thread-safe.
namespace pentimento {

struct FileMetadata {
  PhotoMetadata blocks;
  int orientation = 1;  ///< EXIF: 1–8
};

/// What the file says. Damaged metadata is no reason to refuse a photo: it is logged and left out.
FileMetadata readMetadata(Bytes bytes, const std::string& name);

/// What embedMetadata writes beside the photo's own blocks.
struct EmbedOptions {
  bool strip = false;            ///< Whether to leave out EXIF, IPTC and the photo's XMP
  bool markAsGenerated = false;  ///< Whether to write Iptc4xmpExt:DigitalSourceType
  std::string history;           ///< what was done; empty: not written, nor when `strip`
  cv::Size size;                 ///< of the picture, for EXIF's own record of it
};

/// The encoded file `bytes` with `metadata` inside. Blocks that the format cannot hold are left out.
/// Throws Error{WriteFailed}.
std::vector<std::uint8_t> embedMetadata(const std::vector<std::uint8_t>& bytes, const PhotoMetadata& metadata,
                                        const EmbedOptions& options, const std::string& name);

}  // namespace pentimento
