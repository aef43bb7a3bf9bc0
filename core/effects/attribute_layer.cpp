// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/attribute_layer.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/face/label_map.h"
#include "core/image/resample.h"

namespace pentimento {
namespace {

constexpr double featherWidth = 0.04;    // of the crop's side
constexpr double headFeather = 0.025;    // the same
constexpr double hairReach = 0.25;       // the same
constexpr double usualBrows = 0.35;      // the same, from its top
constexpr int window = 7;                // pixels of the crop
constexpr double invisible = 1.0 / 255;  // a residual up to this is none: one step of an 8-bit photo
constexpr double flat = 1e-4;            // variance of what counts as no structure (the guided filter's eps)

cv::Mat threeTimes(const cv::Mat& channel) {
  cv::Mat result;
  cv::merge(std::vector<cv::Mat>(3, channel), result);
  return result;
}

/// RGB, F32: 1 but at the border, where it falls to 0 over the outermost pixels, two of which are 0 wholly.
cv::Mat feather(int side) {
  cv::Mat profile(side, 1, CV_32F);
  for (int i = 0; i < side; ++i) {
    const double t = std::clamp((std::min(i, side - 1 - i) - 1) / (featherWidth * side), 0.0, 1.0);
    profile.at<float>(i) = static_cast<float>(t * t * (3 - 2 * t));
  }
  return threeTimes(profile * profile.t());
}

/// The residual without what nobody can see: a network's output is nowhere exactly 0, and it would be added
/// to every pixel of the square. From twice `invisible` on it is as it was.
cv::Mat visible(const cv::Mat& residual) {
  std::vector<cv::Mat> channels;
  cv::split(cv::abs(residual), channels);
  cv::Mat weight = cv::max(cv::max(channels[0], channels[1]), channels[2]) / invisible - 1;
  weight = cv::max(cv::min(weight, 1.0), 0.0);
  return residual.mul(threeTimes(weight));
}

cv::Mat windowMean(const cv::Mat& values) {
  cv::Mat result;
  cv::blur(values, result, {window, window}, {-1, -1}, cv::BORDER_REFLECT_101);
  return result;
}

/// In each window.
cv::Mat covariance(const cv::Mat& a, const cv::Mat& b) {
  return windowMean(a.mul(b)) - windowMean(a).mul(windowMean(b));
}

/// In place: [-1, 0].
void clampDetail(cv::Mat& detail) {
  cv::Mat values = detail.reshape(1);  // OpenCV compares channels but the first with 0
  cv::max(values, -1, values);
  cv::min(values, 0, values);
}

/// -1 where the residual is minus the crop's own structure, 0 where it adds to it or has none of it. The
/// guided filter would divide by the variance of the crop alone: then a dark frame drawn on skin would cancel
/// what grain happens to agree with it.
cv::Mat detailOf(const cv::Mat& residual, const cv::Mat& crop) {
  const cv::Mat larger = cv::max(covariance(crop, crop), covariance(residual, residual));
  cv::Mat slope;
  cv::divide(covariance(residual, crop), larger + cv::Scalar::all(flat), slope);
  clampDetail(slope);
  return windowMean(slope);  // as there (eq. 8): smooth enough to be enlarged
}

/// RGB, F32, side x side: a mask of 8 bits as 0 to 1.
cv::Mat shares(const Image& mask, int side) {
  cv::Mat result;
  threeTimes(resize(mask, side, side).mat()).convertTo(result, CV_32F, 1.0 / 255);
  return result;
}

/// The first row of a label map that shows a brow; without any, where one would be.
int topOfBrows(const Image& labels) {
  const cv::Mat brows = (labels.mat() == static_cast<int>(FaceClass::LeftBrow)) |
                        (labels.mat() == static_cast<int>(FaceClass::RightBrow));
  const cv::Rect box = cv::boundingRect(brows);
  return box.empty() ? cvRound(usualBrows * labels.height()) : box.y;
}

Image enlarged(const Image& image, int side) {
  return image.width() < side ? resize(image, side, side) : image;
}

}  // namespace

Image softened(const Image& residual) {
  const cv::Matx13f binomial(0.25F, 0.5F, 0.25F);
  cv::Mat result;
  cv::sepFilter2D(residual.mat(), result, -1, binomial, binomial, {-1, -1}, 0, cv::BORDER_REFLECT);
  return Image(result);
}

AttributeLayer attributeLayer(const Image& residual, const Image& crop) {
  const cv::Mat weight = feather(residual.width()), seen = visible(residual.mat());
  return {Image(cv::Mat(seen.mul(weight))), Image(cv::Mat(detailOf(seen, crop.mat()).mul(weight))), crop};
}

void addTo(AttributeLayer& sum, const AttributeLayer& layer, double strength) {
  const int side = std::max(sum.residual.width(), layer.residual.width());
  const auto added = [&](const Image& image, const Image& other) {
    cv::Mat result = enlarged(other, side).mat() * strength;
    if (!image.empty()) result += enlarged(image, side).mat();
    return Image(result);
  };
  // The larger one's; the smaller one's would be too coarse.
  const Image& crop = layer.crop.width() == side ? layer.crop : sum.crop;
  sum = {added(sum.residual, layer.residual), added(sum.detail, layer.detail),
         crop.width() == side ? crop : Image()};
  clampDetail(sum.detail.mat());
}

void keep(AttributeLayer& layer, const Image& kept) {
  const cv::Mat share = shares(kept, layer.residual.width());
  layer.residual = Image(cv::Mat(layer.residual.mat().mul(share)));
  layer.detail = Image(cv::Mat(layer.detail.mat().mul(share)));
}

Image withEvenHair(const Image& residual, const Image& crop, const Image& labels) {
  const int side = residual.width();
  const cv::Mat hair = labels.mat() == static_cast<int>(FaceClass::Hair);
  if (cv::countNonZero(hair) == 0) return residual;
  const cv::Mat share = shares(Image(hair), side);
  const auto around = [sigma = hairReach * side](const cv::Mat& values) {
    cv::Mat sum;
    cv::GaussianBlur(values, sum, {}, sigma, sigma, cv::BORDER_CONSTANT);
    return sum;
  };
  const cv::Mat weight = around(share) + cv::Scalar::all(1e-6);
  const auto meanOverHair = [&](const cv::Mat& values) { return cv::Mat(around(values.mul(share)) / weight); };
  const cv::Mat darker = cv::min(residual.mat(), 0), even = meanOverHair(darker);
  cv::Mat result = residual.mat() + share.mul(even - darker);

  cv::Mat forehead = labels.mat() == static_cast<int>(FaceClass::Skin);
  forehead.rowRange(topOfBrows(labels), forehead.rows) = 0;
  cv::Mat inHair;
  cv::extractChannel(share, inHair, 0);
  cv::Scalar mean, deviation;
  cv::meanStdDev(crop.mat(), mean, deviation, inHair > 0.5);
  const cv::Mat darkest = meanOverHair(crop.mat()) + even - deviation;
  const cv::Mat limited = cv::max(result, cv::min(darkest - crop.mat(), 0));
  result += shares(Image(forehead), side).mul(limited - result);
  return Image(result);
}

Image insideHead(const Image& labels) {
  cv::Mat outside = labels.mat() == static_cast<int>(FaceClass::Background);
  for (const auto worn : {FaceClass::Hat, FaceClass::Necklace, FaceClass::Cloth})
    outside |= labels.mat() == static_cast<int>(worn);
  cv::Mat distance, result;  // to what is outside, pixels
  cv::distanceTransform(~outside, distance, cv::DIST_L2, cv::DIST_MASK_5);
  distance.convertTo(result, CV_8U, 255 / (headFeather * labels.width()));
  return Image(result);
}

}  // namespace pentimento
