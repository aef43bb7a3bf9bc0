// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/resample.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>

#include "core/base/error.h"

namespace pentimento {

Image resize(const Image& image, int width, int height) {
  if (image.empty() || width < 1 || height < 1) {
    throw Error(ErrorKind::InvalidArgument, "cannot resize an image of " + std::to_string(image.width()) +
                                                " x " + std::to_string(image.height()) + " pixels to " +
                                                std::to_string(width) + " x " + std::to_string(height));
  }
  if (width == image.width() && height == image.height()) return image;
  cv::Mat result;
  const bool smaller = width <= image.width() && height <= image.height();
  cv::resize(image.mat(), result, cv::Size(width, height), 0, 0, smaller ? cv::INTER_AREA : cv::INTER_CUBIC);
  return Image(result);
}

cv::Size sizeForLongSide(int width, int height, int longSide) {
  if (width < 1 || height < 1 || longSide < 1) {
    throw Error(ErrorKind::InvalidArgument, "no size has a side of 0 pixels");
  }
  const double scale = static_cast<double>(longSide) / std::max(width, height);
  const auto side = [scale](int length) {
    return std::max(1, static_cast<int>(std::lround(length * scale)));
  };
  return {side(width), side(height)};
}

}  // namespace pentimento
