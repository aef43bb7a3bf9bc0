// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/alignment.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <string>

#include "core/base/error.h"
#include "core/face/affine_sampler.h"

namespace pentimento {
namespace {

constexpr double blurSigma = 0.02;  // of the square's side, as in FFHQ
constexpr double fadeWidth = 0.1;   // from the photo's border to full blur, of the side

cv::Point2d mean(const Landmarks& landmarks, std::size_t first, std::size_t last) {
  cv::Point2d sum;
  for (std::size_t i = first; i <= last; ++i) sum += landmarks[i];
  return sum * (1.0 / static_cast<double>(last - first + 1));
}

cv::Point2d rot90(const cv::Point2d& v) {
  return {-v.y, v.x};
}

cv::Matx23d inverse(const cv::Matx23d& m) {
  cv::Matx23d result;
  cv::invertAffineTransform(m, result);
  return result;
}

/// Pixels of the photo that the square can touch.
cv::Rect boundsIn(const cv::Size& photo, const Alignment& alignment, double margin) {
  const double reachX = std::abs(alignment.x.x) + std::abs(alignment.y.x) + margin;
  const double reachY = std::abs(alignment.x.y) + std::abs(alignment.y.y) + margin;
  const auto clampTo = [](double value, int limit) {
    return static_cast<int>(std::clamp(value, 0.0, limit * 1.0));
  };
  const int left = clampTo(std::floor(alignment.centre.x - reachX), photo.width);
  const int top = clampTo(std::floor(alignment.centre.y - reachY), photo.height);
  const int right = clampTo(std::ceil(alignment.centre.x + reachX) + 1, photo.width);
  const int bottom = clampTo(std::ceil(alignment.centre.y + reachY) + 1, photo.height);
  return {left, top, right - left, bottom - top};
}

/// A part of the photo, reduced by a whole factor, and where it lies.
struct Source {
  cv::Mat pixels;
  cv::Matx23d fromPhoto;
};

/// The part of the photo under the square, reduced by averaging until the crop's step is two to four of its
/// pixels: what follows then costs the same for a face of 200 pixels and one of 4,000.
Source reducedSource(const cv::Mat& photo, const Alignment& alignment, int size) {
  const int factor = std::max(1, static_cast<int>(alignment.side() / size / 2));
  cv::Rect area = boundsIn(photo.size(), alignment, 4.0 * factor);
  if (area.width < factor || area.height < factor) area = cv::Rect({}, photo.size());
  const cv::Size reduced(std::max(1, area.width / factor), std::max(1, area.height / factor));
  Source source;
  if (factor == 1) {
    source.pixels = photo(area);
  } else {  // less than half a pixel of the crop is cut off on the right and at the bottom
    const cv::Size whole(std::min(area.width, reduced.width * factor),
                         std::min(area.height, reduced.height * factor));
    cv::resize(photo(cv::Rect(area.tl(), whole)), source.pixels, reduced, 0, 0, cv::INTER_AREA);
  }
  const double scale = 1.0 / factor, shift = (scale - 1) / 2;
  source.fromPhoto = {scale, 0, -area.x * scale + shift, 0, scale, -area.y * scale + shift};
  return source;
}

/// a after b.
cv::Matx23d compose(const cv::Matx23d& a, const cv::Matx23d& b) {
  const cv::Matx22d linear(a(0, 0), a(0, 1), a(1, 0), a(1, 1));
  const cv::Matx23d product = linear * b;
  return {product(0, 0), product(0, 1), product(0, 2) + a(0, 2),
          product(1, 0), product(1, 1), product(1, 2) + a(1, 2)};
}

/// How far each pixel of the crop lies outside the photo, as a share of the fade's width, 0 to 1; empty when
/// none does.
cv::Mat fadeOf(const cv::Size& photo, const Alignment& alignment, int size) {
  const auto map = alignment.photoFromCrop(size);
  cv::Mat fade(size, size, CV_32F);
  float largest = 0;
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      const double px = map(0, 0) * x + map(0, 1) * y + map(0, 2),
                   py = map(1, 0) * x + map(1, 1) * y + map(1, 2);
      const double outside =
          std::max({-0.5 - px, px - (photo.width - 0.5), -0.5 - py, py - (photo.height - 0.5), 0.0});
      const auto share = static_cast<float>(std::min(1.0, outside / (fadeWidth * alignment.side())));
      fade.at<float>(y, x) = share;
      largest = std::max(largest, share);
    }
  }
  return largest > 0 ? fade : cv::Mat();
}

void blurOutside(cv::Mat& crop, const cv::Mat& fade) {
  cv::Mat blurred;
  const double sigma = std::max(0.5, blurSigma * crop.cols);
  cv::GaussianBlur(crop, blurred, {}, sigma, sigma, cv::BORDER_REFLECT_101);
  mix(crop, blurred, fade);
}

void checkLabels(const Image& labels) {
  if (labels.empty() || labels.channels() != 1 || labels.depth() != PixelDepth::U8) {
    throw Error(ErrorKind::InvalidArgument, "a label map has one channel of 8 bits");
  }
}

void checkSquare(const Alignment& alignment, int size) {
  if (size < 1 || !(alignment.side() > 0) || !std::isfinite(alignment.side() + cv::norm(alignment.centre))) {
    throw Error(ErrorKind::InvalidArgument, "no face crop has a side of " + std::to_string(alignment.side()) +
                                                " pixels in the photo and " + std::to_string(size) +
                                                " of its own");
  }
}

/// Share of a photo pixel that the square covers, 0 to 1, exact for edges along the pixel grid.
double coverageAt(const Alignment& alignment, double x, double y) {
  const double half = alignment.side() / 2;
  const cv::Point2d p = cv::Point2d(x, y) - alignment.centre;
  const double u = half - std::abs(p.dot(alignment.x) / half), v = half - std::abs(p.dot(alignment.y) / half);
  return std::clamp(u + 0.5, 0.0, 1.0) * std::clamp(v + 0.5, 0.0, 1.0);
}

}  // namespace

Alignment Alignment::fromLandmarks(const Landmarks& landmarks) {
  const cv::Point2d rightEye = mean(landmarks, 36, 41), leftEye = mean(landmarks, 42, 47);
  const cv::Point2d eyes = (rightEye + leftEye) * 0.5, mouth = (landmarks[48] + landmarks[54]) * 0.5;
  const cv::Point2d eyeToEye = leftEye - rightEye, eyeToMouth = mouth - eyes;
  const cv::Point2d direction = eyeToEye - rot90(eyeToMouth);
  const double length = cv::norm(direction);
  if (!(length > 0)) throw Error(ErrorKind::InvalidArgument, "these landmarks are no face");
  const cv::Point2d x = direction * (std::max(2.0 * cv::norm(eyeToEye), 1.8 * cv::norm(eyeToMouth)) / length);
  return {eyes + 0.1 * eyeToMouth, x, rot90(x)};
}

Alignment Alignment::wholePicture(int width, int height) {
  const double half = std::max(width, height) / 2.0;
  return {{(width - 1) / 2.0, (height - 1) / 2.0}, {half, 0}, {0, half}};
}

double Alignment::side() const {
  return 2 * cv::norm(x);
}

double Alignment::rollDegrees() const {
  return std::atan2(x.y, x.x) * 180 / std::numbers::pi;
}

cv::Matx23d Alignment::photoFromCrop(int size) const {
  const double step = 2.0 / size, first = (1.0 - size) / size;  // of the crop's pixel 0 on the half-axes
  return {x.x * step, y.x * step, centre.x + first * (x.x + y.x),
          x.y * step, y.y * step, centre.y + first * (x.y + y.y)};
}

cv::Matx23d Alignment::cropFromPhoto(int size) const {
  return inverse(photoFromCrop(size));
}

Image cropFromPhoto(const Image& photo, const Alignment& alignment, int size) {
  checkSquare(alignment, size);
  const auto source = reducedSource(photo.mat(), alignment, size);
  const double step = alignment.side() / size * source.fromPhoto(0, 0);
  const int finer =
      step < 1.2 ? 1 : static_cast<int>(std::ceil(step));  // samples a pixel, averaged: no aliasing
  cv::Mat crop(size * finer, size * finer, photo.mat().type());
  sampleCubic(source.pixels, compose(source.fromPhoto, alignment.photoFromCrop(size * finer)), crop,
              cv::Rect({}, crop.size()));
  if (finer > 1) cv::resize(crop, crop, cv::Size(size, size), 0, 0, cv::INTER_AREA);
  if (const auto fade = fadeOf(photo.mat().size(), alignment, size); !fade.empty()) blurOutside(crop, fade);
  return Image(crop);
}

Image photoFromCrop(const Image& crop, const Alignment& alignment, const Image& photo, Image* coverage) {
  checkSquare(alignment, crop.width());
  if (crop.width() != crop.height() || crop.channels() != photo.channels()) {
    throw Error(ErrorKind::InvalidArgument, "a face crop is a square with the photo's channels");
  }
  cv::Mat pixels = crop.mat();
  if (const int side = std::max(1, static_cast<int>(std::lround(alignment.side()))); side < crop.width()) {
    cv::resize(pixels, pixels, cv::Size(side, side), 0, 0, cv::INTER_AREA);
  }
  pixels.convertTo(pixels, photo.mat().depth(), photo.maximum() / crop.maximum());
  const cv::Rect area = boundsIn(photo.mat().size(), alignment, 1);
  Image result = photo.clone();
  cv::Mat covered(area.size(), CV_32F);
  for (int y = 0; y < area.height; ++y)
    for (int x = 0; x < area.width; ++x)
      covered.at<float>(y, x) = static_cast<float>(coverageAt(alignment, area.x + x, area.y + y));
  if (coverage) {
    *coverage = Image(cv::Mat(cv::Mat::zeros(photo.mat().size(), CV_8U)));
    cv::Mat part = coverage->mat()(area);
    covered.convertTo(part, CV_8U, 255);
  }
  if (area.empty()) return result;
  sampleCubic(pixels, alignment.cropFromPhoto(pixels.cols), result.mat(), area);
  cv::Mat part = result.mat()(area);
  mix(part, photo.mat()(area), 1 - covered);
  return result;
}

Image labelsInPhoto(const Image& cropLabels, const Alignment& alignment, int photoWidth, int photoHeight) {
  checkLabels(cropLabels);
  checkSquare(alignment, cropLabels.width());
  Image result(photoWidth, photoHeight, 1, PixelDepth::U8);
  result.mat().setTo(0);
  sampleLabels(cropLabels.mat(), alignment.cropFromPhoto(cropLabels.width()), result.mat(),
               boundsIn(result.mat().size(), alignment, 1));
  return result;
}

Image labelsInCrop(const Image& photoLabels, const Alignment& alignment, int size) {
  checkLabels(photoLabels);
  checkSquare(alignment, size);
  Image result(size, size, 1, PixelDepth::U8);
  sampleLabels(photoLabels.mat(), alignment.photoFromCrop(size), result.mat(), cv::Rect(0, 0, size, size));
  return result;
}

}  // namespace pentimento
