// SPDX-License-Identifier: GPL-3.0-or-later
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include <jpeglib.h>

#include <jerror.h>

#include "core/image/codec.h"

namespace pentimento {
namespace {

/// libjpeg reports through callbacks and must not be unwound by an exception: errors jump back to the
/// function that called it, which therefore holds nothing with a destructor.
struct Reporter {
  jpeg_error_mgr base;
  std::jmp_buf jump;
  char message[JMSG_LENGTH_MAX];
};

Reporter& reporterOf(j_common_ptr info) {
  return *reinterpret_cast<Reporter*>(info->err);
}

[[noreturn]] void onError(j_common_ptr info) {
  info->err->format_message(info, reporterOf(info).message);
  std::longjmp(reporterOf(info).jump, 1);
}

/// Warnings that mean lost pixels are errors here; the others (bytes between segments, …) harm nothing.
void onMessage(j_common_ptr info, int level) {
  if (level >= 0) return;
  switch (info->err->msg_code) {
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_JPEG_EOF:
    case JWRN_MUST_RESYNC:
    case JWRN_ARITH_BAD_CODE:
      onError(info);
    default:
      ++info->err->num_warnings;
  }
}

void attach(Reporter& reporter, jpeg_error_mgr*& slot) {
  slot = jpeg_std_error(&reporter.base);
  reporter.base.error_exit = onError;
  reporter.base.emit_message = onMessage;
  reporter.base.output_message = [](j_common_ptr) {};
  reporter.message[0] = '\0';
}

struct Decoder {
  jpeg_decompress_struct info{};
  Reporter reporter{};
  jpeg_progress_mgr progress{};

  Decoder() { attach(reporter, info.err); }
  ~Decoder() { jpeg_destroy_decompress(&info); }
};

/// A few kilobytes of empty progressive scans can keep a decoder busy for hours.
void limitScans(j_common_ptr info) {
  if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > 500) {
    info->err->msg_code = JERR_BAD_PROGRESSION;
    onError(info);
  }
}

bool readHeader(Decoder& decoder, Bytes bytes) {
  jpeg_decompress_struct& info = decoder.info;
  if (setjmp(decoder.reporter.jump)) return false;
  jpeg_create_decompress(&info);
  decoder.progress.progress_monitor = limitScans;
  info.progress = &decoder.progress;
  jpeg_mem_src(&info, bytes.data(), bytes.size());
  jpeg_read_header(&info, TRUE);
  if (info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK) {
    info.out_color_space = JCS_CMYK;
  } else if (info.jpeg_color_space != JCS_GRAYSCALE) {
    info.out_color_space = JCS_RGB;
  }
  return true;
}

bool readPixels(Decoder& decoder, std::uint8_t* pixels, std::size_t stride) {
  jpeg_decompress_struct& info = decoder.info;
  if (setjmp(decoder.reporter.jump)) return false;
  jpeg_start_decompress(&info);
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = pixels + info.output_scanline * stride;
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_finish_decompress(&info);
  return true;
}

[[noreturn]] void failDamaged(const Decoder& decoder, const std::string& name) {
  const int code = decoder.reporter.base.msg_code;
  if (code == JERR_OUT_OF_MEMORY) fail(ErrorKind::OutOfMemory, name, "needs more memory than there is");
  if (code == JERR_EMPTY_IMAGE) fail(ErrorKind::Unsupported, name, "has no pixels");
  const bool truncated =
      code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JERR_INPUT_EOF || code == JERR_INPUT_EMPTY;
  fail(ErrorKind::Unreadable, name,
       (truncated ? "is truncated (" : "is damaged (") + std::string(decoder.reporter.message) + ")");
}

/// Huffman coding spends at least one bit on every 8 x 8 block, so a short file cannot hold a huge picture:
/// said before gigabytes are allocated for it.
void checkPlausible(const jpeg_decompress_struct& info, Bytes bytes, const std::string& name) {
  const std::uint64_t blocks = std::uint64_t{(info.image_width + 7) / 8} * ((info.image_height + 7) / 8);
  const std::uint64_t leastSampled = blocks / (info.max_h_samp_factor * info.max_v_samp_factor);
  if (!info.arith_code && bytes.size() < leastSampled / 8) fail(ErrorKind::Unreadable, name, "is truncated");
}

}  // namespace

Raster decodeJpeg(Bytes bytes, const std::string& name) {
  const auto decoder = std::make_unique<Decoder>();
  if (!readHeader(*decoder, bytes)) failDamaged(*decoder, name);
  const jpeg_decompress_struct& info = decoder->info;
  checkSize(info.image_width, info.image_height, name);
  checkPlausible(info, bytes, name);

  Raster raster;
  const bool grey = info.out_color_space == JCS_GRAYSCALE, cmyk = info.out_color_space == JCS_CMYK;
  raster.model = grey ? ColourModel::Grey : cmyk ? ColourModel::Cmyk : ColourModel::Rgb;
  raster.pixels.create(static_cast<int>(info.image_height), static_cast<int>(info.image_width),
                       grey   ? CV_8UC1
                       : cmyk ? CV_8UC4
                              : CV_8UC3);
  if (!readPixels(*decoder, raster.pixels.data, raster.pixels.step)) failDamaged(*decoder, name);
  // Adobe's programs store CMYK inverted, and say so with their marker.
  if (cmyk && info.saw_Adobe_marker) cv::subtract(cv::Scalar::all(255), raster.pixels, raster.pixels);
  return raster;
}

namespace {

struct Encoder {
  jpeg_compress_struct info{};
  Reporter reporter{};
  unsigned char* bytes = nullptr;
  unsigned long size = 0;

  Encoder() { attach(reporter, info.err); }
  ~Encoder() {
    jpeg_destroy_compress(&info);
    std::free(bytes);
  }
};

bool compress(Encoder& encoder, const std::uint8_t* pixels, std::size_t stride, int width, int height,
              int quality) {
  jpeg_compress_struct& info = encoder.info;
  if (setjmp(encoder.reporter.jump)) return false;
  jpeg_create_compress(&info);
  jpeg_mem_dest(&info, &encoder.bytes, &encoder.size);
  info.image_width = static_cast<JDIMENSION>(width);
  info.image_height = static_cast<JDIMENSION>(height);
  info.input_components = 3;
  info.in_color_space = JCS_RGB;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, quality, TRUE);
  info.comp_info[0].h_samp_factor = info.comp_info[0].v_samp_factor = quality >= 90 ? 1 : 2;
  jpeg_start_compress(&info, TRUE);
  while (info.next_scanline < info.image_height) {
    JSAMPROW row = const_cast<JSAMPROW>(pixels + info.next_scanline * stride);
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  return true;
}

}  // namespace

std::vector<std::uint8_t> encodeJpeg(const cv::Mat& rgb, int quality, const std::string& name) {
  const auto encoder = std::make_unique<Encoder>();
  if (!compress(*encoder, rgb.data, rgb.step, rgb.cols, rgb.rows, quality)) {
    fail(ErrorKind::WriteFailed, name, std::string("cannot be encoded: ") + encoder->reporter.message);
  }
  return {encoder->bytes, encoder->bytes + encoder->size};
}

}  // namespace pentimento
