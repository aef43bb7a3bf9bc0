// SPDX-License-Identifier: GPL-3.0-or-later
#include <tiffio.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>

#include "core/image/codec.h"

namespace pentimento {
namespace {

/// The file in memory as libtiff reads it, and the first thing that libtiff complained about.
struct Source {
  Bytes bytes;
  std::uint64_t position = 0;
  std::string complaint;
};

tmsize_t readBytes(thandle_t handle, void* out, tmsize_t size) {
  auto& source = *static_cast<Source*>(handle);
  if (size <= 0 || source.position >= source.bytes.size()) return 0;
  const std::size_t count =
      std::min<std::size_t>(static_cast<std::size_t>(size), source.bytes.size() - source.position);
  std::memcpy(out, source.bytes.data() + source.position, count);
  source.position += count;
  return static_cast<tmsize_t>(count);
}

toff_t seekTo(thandle_t handle, toff_t offset, int whence) {
  auto& source = *static_cast<Source*>(handle);
  if (whence == SEEK_SET) source.position = offset;
  if (whence == SEEK_CUR) source.position += offset;
  if (whence == SEEK_END) source.position = source.bytes.size() + offset;
  return source.position;
}

int onError(TIFF*, void* user, const char*, const char* format, va_list arguments) {
  auto& source = *static_cast<Source*>(user);
  if (source.complaint.empty()) {
    char text[200];
    std::vsnprintf(text, sizeof text, format, arguments);
    source.complaint = text;
  }
  return 1;
}

using Tiff = std::unique_ptr<TIFF, void (*)(TIFF*)>;

Tiff open(Source& source, const std::string& name) {
  const std::unique_ptr<TIFFOpenOptions, void (*)(TIFFOpenOptions*)> options(TIFFOpenOptionsAlloc(),
                                                                             TIFFOpenOptionsFree);
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), onError, &source);
  TIFFOpenOptionsSetWarningHandlerExtR(
      options.get(), [](TIFF*, void*, const char*, const char*, va_list) { return 1; }, nullptr);
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), tmsize_t{1} << 31);
  // "m": no memory mapping, there is no file.
  return {
      TIFFClientOpenExt(
          name.c_str(), "rm", &source, readBytes, [](thandle_t, void*, tmsize_t) { return tmsize_t{0}; },
          seekTo, [](thandle_t) { return 0; },
          [](thandle_t handle) { return static_cast<toff_t>(static_cast<Source*>(handle)->bytes.size()); },
          nullptr, nullptr, options.get()),
      TIFFClose};
}

[[noreturn]] void failDamaged(const Source& source, const std::string& name) {
  if (source.complaint == "Computed scanline size is zero")
    fail(ErrorKind::Unsupported, name, "has no pixels");
  fail(ErrorKind::Unreadable, name,
       "is truncated or damaged" + (source.complaint.empty() ? "" : " (" + source.complaint + ")"));
}

/// The tags that say how pixels are laid out.
struct Layout {
  std::uint32_t width = 0, height = 0, tileWidth = 0, tileHeight = 0;
  std::uint16_t bits = 1, samples = 1, format = SAMPLEFORMAT_UINT, photometric = PHOTOMETRIC_MINISBLACK;
  std::uint16_t planar = PLANARCONFIG_CONTIG, inkSet = INKSET_CMYK, compression = COMPRESSION_NONE, extra = 0;

  explicit Layout(TIFF* tiff) {
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &format);
    TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &planar);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_INKSET, &inkSet);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
    std::uint16_t count = 0;
    std::uint16_t* kinds = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_EXTRASAMPLES, &count, &kinds) && count > 0) extra = kinds[0];
    if (TIFFIsTiled(tiff)) {
      TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &tileWidth);
      TIFFGetField(tiff, TIFFTAG_TILELENGTH, &tileHeight);
    }
  }

  /// Colour channels where samples can be taken as they are; 0 where libtiff must convert.
  int plainColours() const {
    if (bits != 8 && bits != 16) return 0;
    switch (photometric) {
      case PHOTOMETRIC_MINISBLACK:
      case PHOTOMETRIC_MINISWHITE:
        return 1;
      case PHOTOMETRIC_RGB:
        return samples >= 3 ? 3 : 0;
      case PHOTOMETRIC_SEPARATED:
        return samples >= 4 && inkSet == INKSET_CMYK ? 4 : 0;
      default:
        return 0;
    }
  }
  bool hasAlpha(int colours) const {
    return samples > colours && (extra == EXTRASAMPLE_ASSOCALPHA || extra == EXTRASAMPLE_UNASSALPHA);
  }
};

/// Copies the wanted channels of a block of samples into `target` at (left, top). `first`: the channel of
/// `target` that the first sample of the block is; `samples`: per pixel in the block.
template <typename T>
void placeBlock(const T* block, int samples, cv::Size size, cv::Mat& target, cv::Point at, int first) {
  const int width = std::min(size.width, target.cols - at.x),
            height = std::min(size.height, target.rows - at.y);
  const int channels = target.channels(), count = std::min(samples, channels - first);
  for (int y = 0; y < height; ++y) {
    const T* in = block + static_cast<std::ptrdiff_t>(y) * size.width * samples;
    T* out = target.ptr<T>(at.y + y) + at.x * channels + first;
    for (int x = 0; x < width; ++x, in += samples, out += channels) std::copy_n(in, count, out);
  }
}

/// Reads every strip or tile of every plane into `target`, which has the first channels of the file.
void readBlocks(TIFF* tiff, const Layout& layout, cv::Mat& target, const Source& source,
                const std::string& name) {
  const bool tiled = layout.tileWidth > 0, apart = layout.planar == PLANARCONFIG_SEPARATE;
  std::uint32_t rows = layout.height;
  if (!tiled) TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &rows);
  const std::uint32_t blockWidth = tiled ? layout.tileWidth : layout.width;
  const std::uint32_t blockHeight = tiled ? layout.tileHeight : std::clamp(rows, 1u, layout.height);
  checkSize(blockWidth, blockHeight, name);
  const int samples = apart ? 1 : layout.samples;
  const tmsize_t bytes = tiled ? TIFFTileSize(tiff) : TIFFStripSize(tiff);
  const std::uint64_t needed = std::uint64_t{blockWidth} * blockHeight * samples * (layout.bits / 8);
  if (bytes <= 0 || static_cast<std::uint64_t>(bytes) < needed) failDamaged(source, name);

  std::vector<std::uint8_t> block(static_cast<std::size_t>(bytes));
  const cv::Size size(static_cast<int>(blockWidth), static_cast<int>(blockHeight));
  const int planes = apart ? target.channels() : 1;
  for (int plane = 0; plane < planes; ++plane) {
    for (std::uint32_t y = 0; y < layout.height; y += blockHeight) {
      for (std::uint32_t x = 0; x < layout.width; x += blockWidth) {
        const auto sample = static_cast<std::uint16_t>(plane);
        const tmsize_t got =
            tiled ? TIFFReadEncodedTile(tiff, TIFFComputeTile(tiff, x, y, 0, sample), block.data(), bytes)
                  : TIFFReadEncodedStrip(tiff, TIFFComputeStrip(tiff, y, sample), block.data(), bytes);
        if (got < 0) failDamaged(source, name);
        const cv::Point at(static_cast<int>(x), static_cast<int>(y));
        if (layout.bits == 16) {
          placeBlock(reinterpret_cast<const std::uint16_t*>(block.data()), samples, size, target, at, plane);
        } else {
          placeBlock(block.data(), samples, size, target, at, plane);
        }
      }
    }
  }
}

/// Colours that were stored multiplied by alpha, divided again.
template <typename T>
void divideByAlpha(cv::Mat& pixels, const cv::Mat& alpha, double full) {
  for (int y = 0; y < pixels.rows; ++y) {
    T* colour = pixels.ptr<T>(y);
    const T* opacity = alpha.ptr<T>(y);
    for (int x = 0; x < pixels.cols; ++x) {
      for (int c = 0; c < pixels.channels(); ++c, ++colour) {
        if (opacity[x] > 0) *colour = cv::saturate_cast<T>(*colour * full / opacity[x]);
      }
    }
  }
}

Raster readPlain(TIFF* tiff, const Layout& layout, int colours, const Source& source,
                 const std::string& name) {
  const int depth = layout.bits == 16 ? CV_16U : CV_8U;
  const int wanted = colours + (layout.hasAlpha(colours) ? 1 : 0);
  const cv::Size size(static_cast<int>(layout.width), static_cast<int>(layout.height));
  cv::Mat decoded(size, CV_MAKETYPE(depth, wanted));
  readBlocks(tiff, layout, decoded, source, name);

  Raster raster;
  raster.model = colours == 1 ? ColourModel::Grey : colours == 3 ? ColourModel::Rgb : ColourModel::Cmyk;
  if (wanted == colours) {
    raster.pixels = decoded;
  } else {
    std::vector<cv::Mat> channels;
    cv::split(decoded, channels);
    raster.alpha = channels.back();
    channels.pop_back();
    cv::merge(channels, raster.pixels);
  }
  const double full = depth == CV_16U ? 65535 : 255;
  if (layout.photometric == PHOTOMETRIC_MINISWHITE)
    cv::subtract(cv::Scalar::all(full), raster.pixels, raster.pixels);
  if (!raster.alpha.empty() && layout.extra == EXTRASAMPLE_ASSOCALPHA) {
    if (depth == CV_16U) {
      divideByAlpha<std::uint16_t>(raster.pixels, raster.alpha, full);
    } else {
      divideByAlpha<std::uint8_t>(raster.pixels, raster.alpha, full);
    }
  }
  return raster;
}

/// Palettes, YCbCr, bilevel, CIE Lab, …: libtiff makes 8-bit RGB of them.
Raster readConverted(TIFF* tiff, const Layout& layout, const Source& source, const std::string& name) {
  char reason[1024] = "";
  if (!TIFFRGBAImageOK(tiff, reason))
    fail(ErrorKind::Unsupported, name, std::string("is a kind of TIFF that is not handled (") + reason + ")");
  TIFFRGBAImage image;
  if (!TIFFRGBAImageBegin(&image, tiff, 1, reason)) failDamaged(source, name);
  const std::unique_ptr<TIFFRGBAImage, void (*)(TIFFRGBAImage*)> guard(&image, TIFFRGBAImageEnd);
  image.req_orientation = image.orientation;  // as stored: image_io turns every format by the same code
  cv::Mat rgba(static_cast<int>(layout.height), static_cast<int>(layout.width), CV_8UC4);
  if (!TIFFRGBAImageGet(&image, reinterpret_cast<std::uint32_t*>(rgba.data), layout.width, layout.height)) {
    failDamaged(source, name);
  }
  Raster raster;
  raster.pixels.create(rgba.size(), CV_8UC3);
  const int pairs[] = {0, 0, 1, 1, 2, 2};
  cv::mixChannels(&rgba, 1, &raster.pixels, 1, pairs, 3);
  return raster;
}

}  // namespace

Raster decodeTiff(Bytes bytes, const std::string& name) {
  Source source{bytes, 0, {}};
  const Tiff tiff = open(source, name);
  if (!tiff) failDamaged(source, name);
  const Layout layout(tiff.get());
  checkSize(layout.width, layout.height, name);
  if (layout.format == SAMPLEFORMAT_IEEEFP || layout.bits > 16) {
    fail(ErrorKind::Unsupported, name,
         "is a floating-point or 32-bit TIFF; only 8 and 16 bits a channel are handled");
  }
  if (layout.format != SAMPLEFORMAT_UINT && layout.format != SAMPLEFORMAT_VOID) {
    fail(ErrorKind::Unsupported, name, "is a TIFF of signed or complex numbers, which is not handled");
  }
  if (layout.compression == COMPRESSION_NONE &&
      std::uint64_t{layout.width} * layout.height / 8 * layout.bits * layout.samples > bytes.size()) {
    fail(ErrorKind::Unreadable, name, "is truncated");
  }
  const int colours = layout.plainColours();
  return colours > 0 ? readPlain(tiff.get(), layout, colours, source, name)
                     : readConverted(tiff.get(), layout, source, name);
}

}  // namespace pentimento
