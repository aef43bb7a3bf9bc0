// SPDX-License-Identifier: GPL-3.0-or-later
#include <bit>
#include <csetjmp>

#include "core/image/png_reader.h"

namespace pentimento {
namespace {

/// Asks for grey or RGB with an optional alpha, 8 or 16 bits in the machine's own byte order.
bool prepare(PngReader& reader) {
  if (setjmp(png_jmpbuf(reader.png))) return false;
  png_set_expand(reader.png);  // palette -> RGB, 1, 2 and 4 bits -> 8, a transparent colour -> alpha
  if (std::endian::native == std::endian::little) png_set_swap(reader.png);
  png_set_interlace_handling(reader.png);
  png_read_update_info(reader.png, reader.info);
  return true;
}

}  // namespace

Raster decodePng(Bytes bytes, const std::string& name) {
  const auto reader = openPng(bytes, name);
  if (!prepare(*reader)) failDamaged(*reader, name);

  const int channels = png_get_channels(reader->png, reader->info);
  const int depth = png_get_bit_depth(reader->png, reader->info) == 16 ? CV_16U : CV_8U;
  cv::Mat decoded(static_cast<int>(png_get_image_height(reader->png, reader->info)),
                  static_cast<int>(png_get_image_width(reader->png, reader->info)),
                  CV_MAKETYPE(depth, channels));
  std::vector<png_bytep> rows(static_cast<std::size_t>(decoded.rows));
  for (int y = 0; y < decoded.rows; ++y) rows[static_cast<std::size_t>(y)] = decoded.ptr(y);
  if (!readPixels(*reader, rows.data())) failDamaged(*reader, name);
  return separateAlpha(decoded);
}

}  // namespace pentimento
