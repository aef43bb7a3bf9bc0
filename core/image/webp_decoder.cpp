// SPDX-License-Identifier: GPL-3.0-or-later
#include <webp/decode.h>
#include <webp/demux.h>

#include <memory>

#include "core/image/codec.h"

namespace pentimento {
namespace {

[[noreturn]] void failWith(VP8StatusCode status, const std::string& name) {
  switch (status) {
    case VP8_STATUS_OUT_OF_MEMORY:
      fail(ErrorKind::OutOfMemory, name, "needs more memory than there is");
    case VP8_STATUS_NOT_ENOUGH_DATA:
      fail(ErrorKind::Unreadable, name, "is truncated");
    case VP8_STATUS_UNSUPPORTED_FEATURE:
      fail(ErrorKind::Unsupported, name, "is a kind of WebP that is not handled");
    default:
      fail(ErrorKind::Unreadable, name, "is damaged");
  }
}

Raster decodeFirstFrame(Bytes bytes, const std::string& name) {
  WebPAnimDecoderOptions options;
  if (!WebPAnimDecoderOptionsInit(&options)) fail(ErrorKind::Internal, name, "libwebp is of another version");
  options.color_mode = MODE_RGBA;
  const WebPData data{bytes.data(), bytes.size()};
  const std::unique_ptr<WebPAnimDecoder, void (*)(WebPAnimDecoder*)> decoder(
      WebPAnimDecoderNew(&data, &options), WebPAnimDecoderDelete);
  WebPAnimInfo info{};
  if (!decoder || !WebPAnimDecoderGetInfo(decoder.get(), &info)) {
    fail(ErrorKind::Unreadable, name, "is a truncated or damaged animation");
  }
  std::uint8_t* frame = nullptr;
  int timestamp = 0;
  if (!WebPAnimDecoderGetNext(decoder.get(), &frame, &timestamp)) {
    fail(ErrorKind::Unreadable, name, "is a damaged animation");
  }
  return separateAlpha(
      cv::Mat(static_cast<int>(info.canvas_height), static_cast<int>(info.canvas_width), CV_8UC4, frame));
}

}  // namespace

Raster decodeWebP(Bytes bytes, const std::string& name) {
  WebPBitstreamFeatures features{};
  const VP8StatusCode status = WebPGetFeatures(bytes.data(), bytes.size(), &features);
  if (status != VP8_STATUS_OK) failWith(status, name);
  checkSize(features.width, features.height, name);
  if (features.has_animation) return decodeFirstFrame(bytes, name);

  cv::Mat decoded(features.height, features.width, features.has_alpha ? CV_8UC4 : CV_8UC3);
  WebPDecoderConfig config{};
  if (!WebPInitDecoderConfig(&config)) fail(ErrorKind::Internal, name, "libwebp is of another version");
  config.options.use_threads = 1;
  config.output.colorspace = features.has_alpha ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA = {decoded.data, static_cast<int>(decoded.step),
                          decoded.step * static_cast<std::size_t>(decoded.rows)};
  const VP8StatusCode decodedStatus = WebPDecode(bytes.data(), bytes.size(), &config);
  WebPFreeDecBuffer(&config.output);
  if (decodedStatus != VP8_STATUS_OK) failWith(decodedStatus, name);
  return separateAlpha(decoded);
}

}  // namespace pentimento
