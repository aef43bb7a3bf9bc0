// SPDX-License-Identifier: GPL-3.0-or-later
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/image/codec.h"

namespace pentimento {
namespace {

cv::Mat toDepth8(const cv::Mat& pixels) {
  if (pixels.depth() == CV_8U) return pixels;
  cv::Mat result;
  pixels.convertTo(result, CV_8U, 1.0 / 257);
  return result;
}

cv::Mat overWhite(const cv::Mat& rgb, const cv::Mat& alpha) {
  cv::Mat result(rgb.size(), CV_8UC3);
  cv::parallel_for_(cv::Range(0, rgb.rows), [&](const cv::Range& rows) {
    for (int y = rows.start; y < rows.end; ++y) {
      const std::uint8_t* in = rgb.ptr(y);
      const std::uint8_t* opacity = alpha.ptr(y);
      std::uint8_t* out = result.ptr(y);
      for (int i = 0; i < rgb.cols * 3; ++i) {
        out[i] = static_cast<std::uint8_t>(255 - ((255 - in[i]) * opacity[i / 3] + 127) / 255);
      }
    }
  });
  return result;
}

/// OpenCV's order: blue first, alpha last.
cv::Mat bgr(const cv::Mat& rgb, const cv::Mat& alpha) {
  cv::Mat result;
  if (alpha.empty()) {
    cv::cvtColor(rgb, result, cv::COLOR_RGB2BGR);
    return result;
  }
  result.create(rgb.size(), CV_MAKETYPE(rgb.depth(), 4));
  const cv::Mat sources[] = {rgb, alpha};
  const int pairs[] = {0, 2, 1, 1, 2, 0, 3, 3};
  cv::mixChannels(sources, 2, &result, 1, pairs, 4);
  return result;
}

void checkSide(const cv::Mat& pixels, int limit, const char* format, const std::string& name) {
  if (std::max(pixels.cols, pixels.rows) <= limit) return;
  fail(ErrorKind::Unsupported, name,
       std::string("is too large for ") + format + ", which holds at most " + std::to_string(limit) +
           " pixels a side");
}

}  // namespace

std::vector<std::uint8_t> encodeImage(FileFormat format, const cv::Mat& pixels, const cv::Mat& alpha,
                                      int quality, const std::string& name) {
  std::vector<std::uint8_t> bytes;
  std::vector<int> parameters;
  const char* suffix = ".png";
  switch (format) {
    case FileFormat::Jpeg: {
      checkSide(pixels, 65500, "JPEG", name);
      const cv::Mat rgb = toDepth8(pixels);
      return encodeJpeg(alpha.empty() ? rgb : overWhite(rgb, toDepth8(alpha)), quality, name);
    }
    case FileFormat::WebP:
      checkSide(pixels, 16383, "WebP", name);
      suffix = ".webp";
      parameters = {cv::IMWRITE_WEBP_QUALITY, quality};
      break;
    case FileFormat::Tiff:
      return encodeTiff(pixels, alpha, name);
    case FileFormat::Png:
      break;
  }
  const bool eight = format == FileFormat::WebP;
  try {
    const cv::Mat ready = bgr(eight ? toDepth8(pixels) : pixels, eight ? toDepth8(alpha) : alpha);
    if (cv::imencode(suffix, ready, bytes, parameters)) return bytes;
  } catch (const cv::Exception& error) {
    fail(ErrorKind::WriteFailed, name, "cannot be encoded: " + error.err);
  }
  fail(ErrorKind::WriteFailed, name, "cannot be encoded");
}

}  // namespace pentimento
