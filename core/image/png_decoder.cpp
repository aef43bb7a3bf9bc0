// SPDX-License-Identifier: GPL-3.0-or-later
#include <png.h>

#include <bit>
#include <csetjmp>
#include <cstring>
#include <memory>

#include "core/image/codec.h"

namespace pentimento {
namespace {

/// libpng leaves by longjmp: functions that call it hold nothing with a destructor.
struct Decoder {
  png_structp png = nullptr;
  png_infop info = nullptr;
  const std::uint8_t* next = nullptr;
  std::size_t left = 0;
  bool ranOut = false;
  char message[120] = "";

  ~Decoder() { png_destroy_read_struct(&png, &info, nullptr); }
};

void onError(png_structp png, png_const_charp message) {
  auto& decoder = *static_cast<Decoder*>(png_get_error_ptr(png));
  std::strncpy(decoder.message, message, sizeof decoder.message - 1);
  png_longjmp(png, 1);
}

void onWarning(png_structp, png_const_charp) {}

void onRead(png_structp png, png_bytep out, std::size_t size) {
  auto& decoder = *static_cast<Decoder*>(png_get_io_ptr(png));
  if (size > decoder.left) {
    decoder.ranOut = true;
    png_error(png, "unexpected end of file");
  }
  std::memcpy(out, decoder.next, size);
  decoder.next += size;
  decoder.left -= size;
}

bool readHeader(Decoder& decoder) {
  decoder.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &decoder, onError, onWarning);
  if (!decoder.png) return false;
  if (setjmp(png_jmpbuf(decoder.png))) return false;
  decoder.info = png_create_info_struct(decoder.png);
  png_set_user_limits(decoder.png, PNG_UINT_31_MAX,
                      PNG_UINT_31_MAX);  // checkSize judges, and says what is wrong
  png_set_read_fn(decoder.png, &decoder, onRead);
  png_read_info(decoder.png, decoder.info);
  return true;
}

/// Asks for grey or RGB with an optional alpha, 8 or 16 bits in the machine's own byte order.
bool prepare(Decoder& decoder) {
  if (setjmp(png_jmpbuf(decoder.png))) return false;
  png_set_expand(decoder.png);  // palette -> RGB, 1, 2 and 4 bits -> 8, a transparent colour -> alpha
  if (std::endian::native == std::endian::little) png_set_swap(decoder.png);
  png_set_interlace_handling(decoder.png);
  png_read_update_info(decoder.png, decoder.info);
  return true;
}

bool readPixels(Decoder& decoder, png_bytepp rows) {
  if (setjmp(png_jmpbuf(decoder.png))) return false;
  png_read_image(decoder.png, rows);
  png_read_end(decoder.png, nullptr);
  return true;
}

[[noreturn]] void failDamaged(const Decoder& decoder, const std::string& name) {
  fail(ErrorKind::Unreadable, name,
       (decoder.ranOut ? "is truncated (" : "is damaged (") + std::string(decoder.message) + ")");
}

/// libpng calls a picture of 0 pixels damaged; the header, always the first chunk, tells more.
void checkClaimedSize(Bytes bytes, const std::string& name) {
  if (bytes.size() < 24 || std::memcmp(bytes.data() + 12, "IHDR", 4) != 0) return;
  checkSize(png_get_uint_32(bytes.data() + 16), png_get_uint_32(bytes.data() + 20), name);
}

}  // namespace

Raster decodePng(Bytes bytes, const std::string& name) {
  const auto decoder = std::make_unique<Decoder>();
  decoder->next = bytes.data();
  decoder->left = bytes.size();
  checkClaimedSize(bytes, name);
  if (!readHeader(*decoder)) failDamaged(*decoder, name);
  const std::int64_t width = png_get_image_width(decoder->png, decoder->info);
  const std::int64_t height = png_get_image_height(decoder->png, decoder->info);
  // Deflate expands at most 1032 times: a short file cannot hold a huge picture.
  const std::uint64_t rowBytes = png_get_rowbytes(decoder->png, decoder->info);
  if (rowBytes * static_cast<std::uint64_t>(height) / 1032 > bytes.size()) {
    fail(ErrorKind::Unreadable, name, "is truncated");
  }
  if (!prepare(*decoder)) failDamaged(*decoder, name);

  const int channels = png_get_channels(decoder->png, decoder->info);
  const int depth = png_get_bit_depth(decoder->png, decoder->info) == 16 ? CV_16U : CV_8U;
  cv::Mat decoded(static_cast<int>(height), static_cast<int>(width), CV_MAKETYPE(depth, channels));
  std::vector<png_bytep> rows(static_cast<std::size_t>(height));
  for (int y = 0; y < decoded.rows; ++y) rows[static_cast<std::size_t>(y)] = decoded.ptr(y);
  if (!readPixels(*decoder, rows.data())) failDamaged(*decoder, name);
  return separateAlpha(decoded);
}

}  // namespace pentimento
