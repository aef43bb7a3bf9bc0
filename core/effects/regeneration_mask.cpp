// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/effects/regenerate.h"

namespace pentimento {
namespace {

// Of the crop's side; in a crop of 256 pixels 4, 6 and 12.
constexpr double dilation =
    1.0 / 64;  // around every changed pixel, replaced wholly: the old outline goes too
constexpr double featherWidth = 1.5 / 64;   // around that
constexpr double borderFeather = 3.0 / 64;  // from the crop's border inwards

/// 0 at 0 and below, 1 at 1 and above, without a kink at either.
float smoothStep(float t) {
  t = std::clamp(t, 0.f, 1.f);
  return t * t * (3 - 2 * t);
}

void checkPair(const Image& parsed, const Image& painted) {
  const auto isLabelMap = [](const Image& image) {
    return !image.empty() && image.channels() == 1 && image.depth() == PixelDepth::U8 &&
           image.width() == image.height();
  };
  if (!isLabelMap(parsed) || !isLabelMap(painted) || parsed.width() != painted.width())
    throw Error(ErrorKind::InvalidArgument, "a face's label maps must be squares of one size");
}

/// Distance in pixels from the nearest pixel where the label maps differ.
cv::Mat distanceFromChange(const cv::Mat& parsed, const cv::Mat& painted) {
  cv::Mat distance;
  cv::distanceTransform(parsed == painted, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  return distance;
}

}  // namespace

Image paintedPixels(const Image& mask, const Image& seen) {
  cv::Mat result = mask.mat() + 1;
  result.setTo(0, mask.mat() == seen.mat());
  return Image(result);
}

Image paintedLabels(const Image& paintedPixels, const Alignment& alignment, const Image& parsed) {
  const cv::Mat painted = labelsInCrop(paintedPixels, alignment, parsed.width()).mat();
  Image labels = parsed.clone();
  cv::Mat(painted - 1).copyTo(labels.mat(), painted);
  return labels;
}

Image regenerationMask(const Image& parsed, const Image& painted, bool wholeFace) {
  checkPair(parsed, painted);
  const int side = parsed.width();
  Image mask(cv::Mat(cv::Mat::zeros(side, side, CV_32F)));
  if (!wholeFace && samePixels(parsed, painted)) return mask;
  const cv::Mat distance = wholeFace ? cv::Mat(cv::Mat::zeros(side, side, CV_32F))
                                     : distanceFromChange(parsed.mat(), painted.mat());
  const auto whole = static_cast<float>(std::max(1.0, dilation * side)),
             fade = static_cast<float>(std::max(1.0, featherWidth * side)),
             border = static_cast<float>(std::max(1.0, borderFeather * side));
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const auto inwards = static_cast<float>(std::min({x, y, side - 1 - x, side - 1 - y}));
      mask.mat().at<float>(y, x) =
          smoothStep(1 - (distance.at<float>(y, x) - whole) / fade) * smoothStep(inwards / border);
    }
  }
  return mask;
}

}  // namespace pentimento
