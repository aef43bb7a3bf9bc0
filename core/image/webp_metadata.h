// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pentimento {

/// The WebP file `bytes` with these chunks; empty ones are left out. Exiv2 0.27 loses the profile of a file
/// that gets XMP at the same time, so libwebp's own multiplexer writes them. Private to core/image. Throws
/// Error{WriteFailed}.
std::vector<std::uint8_t> withWebPChunks(const std::vector<std::uint8_t>& bytes,
                                         const std::vector<std::uint8_t>& exif, const std::string& xmp,
                                         const std::vector<std::uint8_t>& icc, const std::string& name);

}  // namespace pentimento
