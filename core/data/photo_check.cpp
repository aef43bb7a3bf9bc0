// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/photo_check.h"

#include <algorithm>
#include <bit>
#include <exception>
#include <opencv2/imgproc.hpp>

#include "core/base/caught_error.h"
#include "core/image/image_io.h"

namespace pentimento {
namespace {

constexpr int smallestSide = 200;   // pixels
constexpr int checkedSide = 256;    // pixels: what the networks see of a photo
constexpr double sharpEnough = 25;  // variance of the Laplacian of the sharpest part, grey levels squared
constexpr int tiles = 4;            // by side: a sharp face before a blurred ground is a sharp photo
constexpr int hashBitsThatMayDiffer = 5;

cv::Mat greyAt(const Image& photo) {
  cv::Mat grey;
  photo.mat().convertTo(grey, CV_8U,
                        photo.depth() == PixelDepth::U8    ? 1
                        : photo.depth() == PixelDepth::U16 ? 1 / 257.0
                                                           : 255);
  if (grey.channels() == 3) cv::cvtColor(grey, grey, cv::COLOR_RGB2GRAY);
  const double scale = static_cast<double>(checkedSide) / std::min(grey.cols, grey.rows);
  if (scale < 1) cv::resize(grey, grey, {}, scale, scale, cv::INTER_AREA);
  return grey;
}

double sharpnessOf(const cv::Mat& grey) {
  cv::Mat laplacian;
  cv::Laplacian(grey, laplacian, CV_32F);
  double most = 0;
  for (int y = 0; y < tiles; ++y)
    for (int x = 0; x < tiles; ++x) {
      const cv::Rect part(x * grey.cols / tiles, y * grey.rows / tiles, grey.cols / tiles, grey.rows / tiles);
      if (part.area() == 0) continue;
      cv::Scalar mean, deviation;
      cv::meanStdDev(laplacian(part), mean, deviation);
      most = std::max(most, deviation[0] * deviation[0]);
    }
  return most;
}

/// Difference hash: 8 x 8 bits, each whether the picture gets brighter to the right there.
std::uint64_t hashOf(const cv::Mat& grey) {
  cv::Mat tiny;
  cv::resize(grey, tiny, {9, 8}, 0, 0, cv::INTER_AREA);
  std::uint64_t hash = 0;
  for (int y = 0; y < 8; ++y)
    for (int x = 0; x < 8; ++x)
      hash = hash << 1 | (tiny.at<std::uint8_t>(y, x + 1) > tiny.at<std::uint8_t>(y, x) ? 1U : 0U);
  return hash;
}

}  // namespace

PhotoCheck checkPhoto(const Image& photo, bool grey) {
  PhotoCheck check;
  check.width = photo.width();
  check.height = photo.height();
  check.grey = grey;
  check.small = std::min(check.width, check.height) < smallestSide;
  const auto picture = greyAt(photo);
  check.sharpness = sharpnessOf(picture);
  check.blurred = check.sharpness < sharpEnough;
  check.look = hashOf(picture);
  return check;
}

PhotoCheck checkPhoto(const std::filesystem::path& file) {
  try {
    const auto photo = readPhoto(file);
    return checkPhoto(photo.image, photo.greyscale);
  } catch (...) {
    PhotoCheck check;
    check.problem = errorFrom(std::current_exception()).what();
    return check;
  }
}

bool looksAlike(const PhotoCheck& a, const PhotoCheck& b) {
  return a.readable() && b.readable() && std::popcount(a.look ^ b.look) <= hashBitsThatMayDiffer;
}

}  // namespace pentimento
