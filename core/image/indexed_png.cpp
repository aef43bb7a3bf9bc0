// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/indexed_png.h"

#include <png.h>

#include <csetjmp>

#include "core/image/codec.h"
#include "core/image/png_reader.h"

namespace pentimento {
namespace {

/// Why these are not numbers of at most 8 bits, or null.
const char* refusalOf(png_structp png, png_infop info) {
  const int type = png_get_color_type(png, info);
  if (png_get_bit_depth(png, info) > 8) return "has 16 bits a pixel; an 8-bit grey or palette PNG is needed";
  if (type == PNG_COLOR_TYPE_PALETTE || type == PNG_COLOR_TYPE_GRAY) return nullptr;
  return "is an RGB picture or has alpha; an 8-bit grey or palette PNG is needed";
}

/// One byte a pixel, whatever the bits.
bool unpack(PngReader& reader) {
  if (setjmp(png_jmpbuf(reader.png))) return false;
  png_set_packing(reader.png);
  png_set_interlace_handling(reader.png);
  png_read_update_info(reader.png, reader.info);
  return true;
}

/// libpng leaves by longjmp: what has a destructor lives outside.
struct Writer {
  png_structp png = nullptr;
  png_infop info = nullptr;
  std::vector<std::uint8_t> bytes;
  ~Writer() { png_destroy_write_struct(&png, &info); }
};

void onWrite(png_structp png, png_bytep data, std::size_t size) {
  auto& bytes = static_cast<Writer*>(png_get_io_ptr(png))->bytes;
  bytes.insert(bytes.end(), data, data + size);
}
void onFlush(png_structp) {}
void onError(png_structp png, png_const_charp) {
  png_longjmp(png, 1);
}
void onWarning(png_structp, png_const_charp) {}

bool write(Writer& writer, const cv::Mat& indices, const png_color* colours, int count, png_bytepp rows) {
  writer.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, onError, onWarning);
  if (!writer.png || setjmp(png_jmpbuf(writer.png))) return false;
  writer.info = png_create_info_struct(writer.png);
  png_set_write_fn(writer.png, &writer, onWrite, onFlush);
  png_set_IHDR(writer.png, writer.info, static_cast<png_uint_32>(indices.cols),
               static_cast<png_uint_32>(indices.rows), 8, PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_PLTE(writer.png, writer.info, colours, count);
  png_write_info(writer.png, writer.info);
  png_write_image(writer.png, rows);
  png_write_end(writer.png, nullptr);
  return true;
}

std::vector<png_bytep> rowsOf(const cv::Mat& pixels) {
  std::vector<png_bytep> rows;
  for (int y = 0; y < pixels.rows; ++y) rows.push_back(const_cast<png_bytep>(pixels.ptr(y)));
  return rows;
}

}  // namespace

cv::Mat decodeIndexedPng(std::span<const std::uint8_t> bytes, const std::string& name) {
  if (formatOfContent(bytes) != FileFormat::Png) fail(ErrorKind::Unreadable, name, "is not a PNG");
  const auto reader = openPng(bytes, name);
  if (const char* refusal = refusalOf(reader->png, reader->info)) fail(ErrorKind::Unsupported, name, refusal);
  if (!unpack(*reader)) failDamaged(*reader, name);
  cv::Mat indices(static_cast<int>(png_get_image_height(reader->png, reader->info)),
                  static_cast<int>(png_get_image_width(reader->png, reader->info)), CV_8U);
  auto rows = rowsOf(indices);
  if (!readPixels(*reader, rows.data())) failDamaged(*reader, name);
  return indices;
}

std::vector<std::uint8_t> encodeIndexedPng(const cv::Mat& indices,
                                           const std::vector<std::array<std::uint8_t, 3>>& palette,
                                           const std::string& name) {
  double largest = 0;
  cv::minMaxLoc(indices, nullptr, &largest);
  if (indices.type() != CV_8U || palette.empty() || palette.size() > 256 ||
      largest >= static_cast<double>(palette.size())) {
    fail(ErrorKind::InvalidArgument, name,
         "its palette lacks the colour " + std::to_string(static_cast<int>(largest)));
  }
  std::vector<png_color> colours;
  for (const auto& colour : palette) colours.push_back({colour[0], colour[1], colour[2]});
  auto rows = rowsOf(indices);
  Writer writer;
  if (!write(writer, indices, colours.data(), static_cast<int>(colours.size()), rows.data())) {
    fail(ErrorKind::WriteFailed, name, "cannot be encoded");
  }
  return std::move(writer.bytes);
}

}  // namespace pentimento
