// SPDX-License-Identifier: GPL-3.0-or-later
#include <tiffio.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>

#include "core/image/codec.h"

namespace pentimento {
namespace {

/// A growing file in memory: libtiff goes back to fill in offsets, and may read what it wrote.
struct Sink {
  std::vector<std::uint8_t> bytes;
  std::uint64_t position = 0;
};

tmsize_t readBack(thandle_t handle, void* out, tmsize_t size) {
  auto& sink = *static_cast<Sink*>(handle);
  if (size <= 0 || sink.position >= sink.bytes.size()) return 0;
  const std::size_t count =
      std::min<std::size_t>(static_cast<std::size_t>(size), sink.bytes.size() - sink.position);
  std::memcpy(out, sink.bytes.data() + sink.position, count);
  sink.position += count;
  return static_cast<tmsize_t>(count);
}

tmsize_t writeBytes(thandle_t handle, void* in, tmsize_t size) {
  auto& sink = *static_cast<Sink*>(handle);
  if (size <= 0) return 0;
  const std::uint64_t end = sink.position + static_cast<std::uint64_t>(size);
  if (end > sink.bytes.size()) sink.bytes.resize(end);
  std::memcpy(sink.bytes.data() + sink.position, in, static_cast<std::size_t>(size));
  sink.position = end;
  return size;
}

toff_t seekSink(thandle_t handle, toff_t offset, int whence) {
  auto& sink = *static_cast<Sink*>(handle);
  if (whence == SEEK_SET) sink.position = offset;
  if (whence == SEEK_CUR) sink.position += offset;
  if (whence == SEEK_END) sink.position = sink.bytes.size() + offset;
  return sink.position;
}

using Tiff = std::unique_ptr<TIFF, void (*)(TIFF*)>;

Tiff create(Sink& sink, const std::string& name) {
  const std::unique_ptr<TIFFOpenOptions, void (*)(TIFFOpenOptions*)> options(TIFFOpenOptionsAlloc(),
                                                                             TIFFOpenOptionsFree);
  const auto silent = [](TIFF*, void*, const char*, const char*, va_list) { return 1; };
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), silent, nullptr);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), silent, nullptr);
  return {TIFFClientOpenExt(
              name.c_str(), "w", &sink, readBack, writeBytes, seekSink, [](thandle_t) { return 0; },
              [](thandle_t handle) { return static_cast<toff_t>(static_cast<Sink*>(handle)->bytes.size()); },
              nullptr, nullptr, options.get()),
          TIFFClose};
}

void setTags(TIFF* tiff, const cv::Mat& pixels, bool hasAlpha) {
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(pixels.cols));
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(pixels.rows));
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, pixels.depth() == CV_16U ? 16 : 8);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, hasAlpha ? 4 : 3);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_LZW);
  TIFFSetField(tiff, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, TIFFDefaultStripSize(tiff, 0));
  const std::uint16_t kind = EXTRASAMPLE_UNASSALPHA;
  if (hasAlpha) TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &kind);
}

/// One row as the file has it: the predictor works in place, so libtiff never gets the picture itself.
void copyRow(const cv::Mat& pixels, const cv::Mat& alpha, int y, cv::Mat& row) {
  if (alpha.empty()) {
    pixels.row(y).copyTo(row);
    return;
  }
  row.create(1, pixels.cols, CV_MAKETYPE(pixels.depth(), 4));
  const cv::Mat sources[] = {pixels.row(y), alpha.row(y)};
  const int pairs[] = {0, 0, 1, 1, 2, 2, 3, 3};
  cv::mixChannels(sources, 2, &row, 1, pairs, 4);
}

}  // namespace

std::vector<std::uint8_t> encodeTiff(const cv::Mat& pixels, const cv::Mat& alpha, const std::string& name) {
  Sink sink;
  {
    const Tiff tiff = create(sink, name);
    if (!tiff) fail(ErrorKind::WriteFailed, name, "cannot be encoded");
    setTags(tiff.get(), pixels, !alpha.empty());
    cv::Mat row;
    for (int y = 0; y < pixels.rows; ++y) {
      copyRow(pixels, alpha, y, row);
      if (TIFFWriteScanline(tiff.get(), row.data, static_cast<std::uint32_t>(y)) < 0) {
        fail(ErrorKind::WriteFailed, name, "cannot be encoded");
      }
    }
    if (!TIFFFlush(tiff.get())) fail(ErrorKind::WriteFailed, name, "cannot be encoded");
  }
  return std::move(sink.bytes);
}

}  // namespace pentimento
