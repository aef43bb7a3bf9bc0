// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <png.h>

#include <cstdint>
#include <memory>
#include <string>

#include "core/image/codec.h"

/// libpng over bytes in memory, strict about damage. Private to core/image.
namespace pentimento {

/// libpng leaves by longjmp: functions that call it hold nothing with a destructor.
struct PngReader {
  png_structp png = nullptr;
  png_infop info = nullptr;
  const std::uint8_t* next = nullptr;
  std::size_t left = 0;
  bool ranOut = false;
  char message[120] = "";

  ~PngReader() { png_destroy_read_struct(&png, &info, nullptr); }
};

/// Reads the header. Throws Error: Unreadable, Unsupported (size). `bytes` must outlive the reader.
std::unique_ptr<PngReader> openPng(Bytes bytes, const std::string& name);

/// All rows and the end of the file; false when it is damaged.
bool readPixels(PngReader& reader, png_bytepp rows);

[[noreturn]] void failDamaged(const PngReader& reader, const std::string& name);

}  // namespace pentimento
