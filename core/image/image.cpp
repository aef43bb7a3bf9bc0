// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/image.h"

#include <limits>
#include <opencv2/core.hpp>
#include <string>

#include "core/base/error.h"

namespace pentimento {
namespace {

int matDepth(PixelDepth depth) {
  switch (depth) {
    case PixelDepth::U8:
      return CV_8U;
    case PixelDepth::U16:
      return CV_16U;
    case PixelDepth::F32:
      return CV_32F;
  }
  throw Error(ErrorKind::InvalidArgument, "unknown pixel depth");
}

cv::Mat allocate(int width, int height, int channels, PixelDepth depth) {
  if (width < 1 || height < 1 || channels < 1 || channels > 3) {
    throw Error(ErrorKind::InvalidArgument, "no image can have " + std::to_string(width) + " x " +
                                                std::to_string(height) + " pixels of " +
                                                std::to_string(channels) + " channels");
  }
  try {
    return cv::Mat(height, width, CV_MAKETYPE(matDepth(depth), channels));
  } catch (const cv::Exception&) {
    throw Error(ErrorKind::OutOfMemory, "not enough memory for an image of " + std::to_string(width) + " x " +
                                            std::to_string(height) + " pixels");
  }
}

}  // namespace

Image::Image(int width, int height, int channels, PixelDepth depth)
    : mat_(allocate(width, height, channels, depth)) {}

Image::Image(cv::Mat pixels) : mat_(std::move(pixels)) {
  if (mat_.empty()) return;
  const int depth = mat_.depth();
  if (mat_.dims != 2 || mat_.channels() > 3 || (depth != CV_8U && depth != CV_16U && depth != CV_32F)) {
    throw Error(ErrorKind::InvalidArgument, "an image has one to three channels of 8 or 16 bits or floats");
  }
}

PixelDepth Image::depth() const {
  switch (mat_.depth()) {
    case CV_16U:
      return PixelDepth::U16;
    case CV_32F:
      return PixelDepth::F32;
    default:
      return PixelDepth::U8;
  }
}

double Image::maximum() const {
  switch (depth()) {
    case PixelDepth::U16:
      return std::numeric_limits<std::uint16_t>::max();
    case PixelDepth::F32:
      return 1.0;
    default:
      return std::numeric_limits<std::uint8_t>::max();
  }
}

bool samePixels(const Image& a, const Image& b) {
  if (a.mat().size() != b.mat().size() || a.mat().type() != b.mat().type()) return false;
  return a.empty() || a.mat().data == b.mat().data || cv::norm(a.mat(), b.mat(), cv::NORM_INF) == 0;
}

}  // namespace pentimento
