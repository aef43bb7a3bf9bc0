// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/png_reader.h"

#include <csetjmp>
#include <cstring>

namespace pentimento {
namespace {

void onReadError(png_structp png, png_const_charp message) {
  auto& reader = *static_cast<PngReader*>(png_get_error_ptr(png));
  std::strncpy(reader.message, message, sizeof reader.message - 1);
  png_longjmp(png, 1);
}

void onReadWarning(png_structp, png_const_charp) {}

void onRead(png_structp png, png_bytep out, std::size_t size) {
  auto& reader = *static_cast<PngReader*>(png_get_io_ptr(png));
  if (size > reader.left) {
    reader.ranOut = true;
    png_error(png, "unexpected end of file");
  }
  std::memcpy(out, reader.next, size);
  reader.next += size;
  reader.left -= size;
}

bool readHeader(PngReader& reader) {
  reader.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reader, onReadError, onReadWarning);
  if (!reader.png) return false;
  if (setjmp(png_jmpbuf(reader.png))) return false;
  reader.info = png_create_info_struct(reader.png);
  png_set_user_limits(reader.png, PNG_UINT_31_MAX,
                      PNG_UINT_31_MAX);  // checkSize judges, and says what is wrong
  png_set_read_fn(reader.png, &reader, onRead);
  png_read_info(reader.png, reader.info);
  return true;
}

/// libpng calls a picture of 0 pixels damaged; the header, always the first chunk, tells more.
void checkClaimedSize(Bytes bytes, const std::string& name) {
  if (bytes.size() < 24 || std::memcmp(bytes.data() + 12, "IHDR", 4) != 0) return;
  checkSize(png_get_uint_32(bytes.data() + 16), png_get_uint_32(bytes.data() + 20), name);
}

}  // namespace

std::unique_ptr<PngReader> openPng(Bytes bytes, const std::string& name) {
  auto reader = std::make_unique<PngReader>();
  reader->next = bytes.data();
  reader->left = bytes.size();
  checkClaimedSize(bytes, name);
  if (!readHeader(*reader)) failDamaged(*reader, name);
  // Deflate expands at most 1032 times: a short file cannot hold a huge picture.
  const std::uint64_t rowBytes = png_get_rowbytes(reader->png, reader->info);
  const std::uint64_t height = png_get_image_height(reader->png, reader->info);
  if (rowBytes * height / 1032 > bytes.size()) fail(ErrorKind::Unreadable, name, "is truncated");
  return reader;
}

bool readPixels(PngReader& reader, png_bytepp rows) {
  if (setjmp(png_jmpbuf(reader.png))) return false;
  png_read_image(reader.png, rows);
  png_read_end(reader.png, nullptr);
  return true;
}

void failDamaged(const PngReader& reader, const std::string& name) {
  fail(ErrorKind::Unreadable, name,
       (reader.ranOut ? "is truncated (" : "is damaged (") + std::string(reader.message) + ")");
}

}  // namespace pentimento
