// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/added_parts.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/data/sample_random.h"
#include "core/face/label_map.h"

namespace pentimento {
namespace {

constexpr double leastNeck = 0.015;      // of the picture, or there is no place for a necklace
constexpr double leastNecklace = 0.001;  // of the picture, or it is no example
constexpr int subpixelBits = 4;          // of what cv::circle and the like call shift

cv::Mat where(const cv::Mat& labels, FaceClass id) {
  return labels == static_cast<int>(id);
}

/// `mask` (U8, 0 or 255) -> F32, 0 to 1, three channels, with an edge this soft.
cv::Mat softMask(const cv::Mat& mask, double sigma) {
  cv::Mat soft, three;
  mask.convertTo(soft, CV_32F, 1 / 255.0);
  if (sigma > 0) cv::GaussianBlur(soft, soft, {}, sigma);
  cv::merge(std::vector<cv::Mat>{soft, soft, soft}, three);
  return three;
}

/// Both U8 or F32 in 0 to 255, alpha as softMask makes it.
void blend(cv::Mat& picture, const cv::Mat& over, const cv::Mat& alpha) {
  cv::Mat below, above;
  picture.convertTo(below, CV_32F);
  over.convertTo(above, CV_32F);
  cv::Mat mixed = below + alpha.mul(above - below);
  mixed.convertTo(picture, CV_8U);
}

/// A part of `other` as large as `size`, between all of its shorter side and half of that, mirrored or not.
cv::Mat randomPart(const cv::Mat& other, const cv::Size& size, cv::RNG& random) {
  const int side = std::min(other.cols, other.rows);
  const int part = std::max(1, static_cast<int>(side * random.uniform(0.5, 1.0)));
  const cv::Rect rect(random.uniform(0, other.cols - part + 1), random.uniform(0, other.rows - part + 1),
                      part, part);
  cv::Mat out;
  cv::resize(other(rect), out, size, 0, 0, part > size.width ? cv::INTER_AREA : cv::INTER_LINEAR);
  if (chance(random, 0.5)) cv::flip(out, out, 1);
  return out;
}

cv::Mat luminance(const cv::Mat& picture) {
  cv::Mat grey;
  cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
  return grey;
}

struct NeckPlace {
  double left = 0, right = 0, chin = 0,
         bottom = 0;  ///< pixels: its widest extent, the first row below the chin, the last
  bool found = false;
};

NeckPlace neckOf(const cv::Mat& labels) {
  const cv::Mat neck = where(labels, FaceClass::Neck), skin = where(labels, FaceClass::Skin);
  if (cv::countNonZero(neck) < leastNeck * static_cast<double>(labels.total())) return {};
  const cv::Rect box = cv::boundingRect(neck);
  // The middle is where the neck's pixels are, not its box: a shoulder may belong to it too.
  const auto moments = cv::moments(neck, true);
  const int middle = std::clamp(static_cast<int>(moments.m10 / moments.m00), 0, labels.cols - 1);
  const cv::Rect chinColumn = cv::boundingRect(skin.col(middle));
  NeckPlace place{static_cast<double>(box.x), static_cast<double>(box.br().x), static_cast<double>(box.y),
                  static_cast<double>(box.br().y), true};
  if (chinColumn.height > 0) place.chin = std::min(chinColumn.br().y, box.br().y - 1);
  return place;
}

/// Where a necklace can lie: on the neck and on clothes.
cv::Mat groundOf(const cv::Mat& labels) {
  return where(labels, FaceClass::Neck) | where(labels, FaceClass::Cloth);
}

double meanWhere(const cv::Mat& values, const cv::Mat& mask) {
  return cv::mean(values, mask)[0];
}

struct Necklace {
  cv::Mat colours;  // U8, RGB
  cv::Mat alpha;    // U8
};

cv::Scalar shaded(const cv::Scalar& colour, double by) {
  return {std::min(255.0, colour[0] * by), std::min(255.0, colour[1] * by), std::min(255.0, colour[2] * by)};
}

void drawBead(Necklace& necklace, const cv::Point2d& at, double radius, const cv::Scalar& colour) {
  const auto fixed = [](double value) { return static_cast<int>(std::lround(value * (1 << subpixelBits))); };
  const cv::Point centre(fixed(at.x), fixed(at.y));
  cv::circle(necklace.colours, centre, fixed(radius + 1), shaded(colour, 0.55), cv::FILLED, cv::LINE_8,
             subpixelBits);
  cv::circle(necklace.colours, centre, fixed(radius * 0.75), colour, cv::FILLED, cv::LINE_AA, subpixelBits);
  const cv::Point light(fixed(at.x - radius * 0.3), fixed(at.y - radius * 0.3));
  cv::circle(necklace.colours, light, fixed(radius * 0.3), shaded(colour, 1.5), cv::FILLED, cv::LINE_AA,
             subpixelBits);
  cv::circle(necklace.alpha, centre, fixed(radius), 255, cv::FILLED, cv::LINE_AA, subpixelBits);
}

void drawPendant(Necklace& necklace, const cv::Point2d& at, double size, const cv::Scalar& colour,
                 cv::RNG& random) {
  const cv::Point centre(static_cast<int>(at.x), static_cast<int>(at.y + size));
  const cv::Size half(std::max(1, static_cast<int>(size * random.uniform(0.4, 1.0))),
                      std::max(1, static_cast<int>(size)));
  if (chance(random, 0.3)) {  // a cross
    const int width = std::max(1, static_cast<int>(size / 2.5));
    for (auto* layer : {&necklace.colours, &necklace.alpha}) {
      const cv::Scalar ink = layer == &necklace.alpha ? cv::Scalar(255) : colour;
      cv::line(*layer, {centre.x, centre.y - half.height}, {centre.x, centre.y + half.height}, ink, width,
               cv::LINE_AA);
      cv::line(*layer, {centre.x - half.width, centre.y - half.height / 3},
               {centre.x + half.width, centre.y - half.height / 3}, ink, width, cv::LINE_AA);
    }
    return;
  }
  cv::ellipse(necklace.colours, centre, half + cv::Size(1, 1), 0, 0, 360, shaded(colour, 0.6), cv::FILLED,
              cv::LINE_8);
  cv::ellipse(necklace.colours, centre, {half.width * 2 / 3, half.height * 2 / 3}, 0, 0, 360,
              shaded(colour, 1.1), cv::FILLED, cv::LINE_AA);
  cv::ellipse(necklace.alpha, centre, half, 0, 0, 360, 255, cv::FILLED, cv::LINE_AA);
}

cv::Scalar necklaceColour(cv::RNG& random) {
  switch (random.uniform(0, 5)) {
    case 0:
      return {232, 226, 214};  // pearls
    case 1:
      return {random.uniform(190.0, 235.0), random.uniform(150.0, 190.0),
              random.uniform(60.0, 120.0)};  // gold
    case 2:
      return cv::Scalar::all(random.uniform(140.0, 225.0));  // silver
    case 3:
      return cv::Scalar::all(random.uniform(15.0, 60.0));  // jet, leather
    default:
      return {random.uniform(0.0, 255.0), random.uniform(0.0, 255.0), random.uniform(0.0, 255.0)};
  }
}

Necklace drawn(const cv::Size& size, const NeckPlace& neck, cv::RNG& random) {
  Necklace necklace{cv::Mat::zeros(size, CV_8UC3), cv::Mat::zeros(size, CV_8U)};
  const double unit = size.width / 224.0;  // a face's features are about as large in every crop
  const cv::Scalar colour = necklaceColour(random);
  const bool chain = chance(random, 0.45);
  const double radius = unit * (chain ? random.uniform(0.6, 1.5) : random.uniform(1.2, 5.0));
  const double spacing = radius * random.uniform(1.6, chain ? 2.2 : 3.2);
  const double halfWidth = (neck.right - neck.left) / 2 * random.uniform(0.75, 1.15);
  const double middle = (neck.left + neck.right) / 2 + halfWidth * random.uniform(-0.1, 0.1);
  const double height = neck.bottom - neck.chin;
  const double lowest = neck.chin + height * random.uniform(0.25, 1.1);
  const double sag = halfWidth * random.uniform(0.15, 1.1);  // how much lower the middle hangs than the sides
  const bool alternating = chance(random, 0.25);
  const cv::Scalar second = alternating ? necklaceColour(random) : colour;

  const auto at = [&](double x) {
    return cv::Point2d(middle + x, lowest - sag * (x / halfWidth) * (x / halfWidth));
  };
  int count = 0;
  for (double x = -halfWidth; x <= halfWidth; ++count) {
    const bool other = count % 2 == 1;
    const double light = chain && other ? 0.7 : random.uniform(0.85, 1.1);
    drawBead(necklace, at(x), radius * (chain ? 1 : random.uniform(0.9, 1.1)),
             shaded(other ? second : colour, light));
    const double slope = 2 * sag * x / (halfWidth * halfWidth);
    x += spacing / std::hypot(1.0, slope);
  }
  if (chance(random, 0.4))
    drawPendant(necklace, at(0), unit * random.uniform(1.5, 8.0),
                chance(random, 0.5) ? colour : necklaceColour(random), random);
  return necklace;
}

}  // namespace

void replaceBackdrop(cv::Mat& picture, const cv::Mat& labels, const cv::Mat& other, cv::RNG& random) {
  cv::Mat part = randomPart(other, picture.size(), random);
  if (chance(random, 0.4)) cv::GaussianBlur(part, part, {}, random.uniform(0.5, 4.0));  // out of focus
  blend(picture, part, softMask(where(labels, FaceClass::Background), random.uniform(0.5, 1.2)));
}

void replaceCloth(cv::Mat& picture, const cv::Mat& labels, const cv::Mat& other, cv::RNG& random) {
  const cv::Mat cloth = where(labels, FaceClass::Cloth);
  if (cv::countNonZero(cloth) == 0) return;
  cv::Mat light;
  luminance(picture).convertTo(light, CV_32F);
  light = cv::min(cv::max(light / std::max(8.0, meanWhere(light, cloth)), 0.4), 1.8);
  cv::Mat lights, part;
  cv::merge(std::vector<cv::Mat>{light, light, light}, lights);
  randomPart(other, picture.size(), random).convertTo(part, CV_32F);
  part = cv::min(part.mul(lights), 255.0);
  blend(picture, part, softMask(cloth, 0.7));
}

bool pasteNecklace(cv::Mat& picture, cv::Mat& labels, const cv::Mat& donor, const cv::Mat& donorLabels,
                   cv::RNG& random) {
  const auto neck = neckOf(labels), from = neckOf(donorLabels);
  if (!neck.found || !from.found) return false;
  const double scale = random.uniform(0.85, 1.2), jitter = 0.03 * labels.cols;
  const cv::Point2d target((neck.left + neck.right) / 2 + random.uniform(-jitter, jitter),
                           neck.chin + random.uniform(-jitter, 2 * jitter));
  const cv::Point2d source((from.left + from.right) / 2, from.chin);
  const cv::Matx23d matrix(scale, 0, target.x - scale * source.x, 0, scale, target.y - scale * source.y);
  cv::Mat mask, moved, donorMask = where(donorLabels, FaceClass::Necklace);
  cv::warpAffine(donorMask, mask, matrix, labels.size(), cv::INTER_NEAREST);
  cv::warpAffine(donor, moved, matrix, labels.size(), cv::INTER_LINEAR, cv::BORDER_REFLECT);
  mask &= groundOf(labels);
  if (cv::countNonZero(mask) < leastNecklace * static_cast<double>(labels.total())) return false;

  const double here = meanWhere(luminance(picture), where(labels, FaceClass::Neck));
  const double there = meanWhere(luminance(donor), where(donorLabels, FaceClass::Neck));
  moved.convertTo(moved, CV_8U, std::clamp(here / std::max(there, 1.0), 0.5, 1.6));
  cv::Mat grown;  // a little of what lies around it: cut out exactly, a border would give it away
  cv::dilate(mask, grown, {});
  grown &= groundOf(labels);
  blend(picture, moved, softMask(grown, 0.6));
  labels.setTo(static_cast<int>(FaceClass::Necklace), mask);
  return true;
}

bool drawNecklace(cv::Mat& picture, cv::Mat& labels, cv::RNG& random) {
  const auto neck = neckOf(labels);
  if (!neck.found) return false;
  auto necklace = drawn(labels.size(), neck, random);
  const cv::Mat ground = groundOf(labels);
  cv::Mat visible = (necklace.alpha > 80) & ground;
  if (cv::countNonZero(visible) < leastNecklace * static_cast<double>(labels.total())) return false;

  necklace.alpha.setTo(0, ~ground);
  cv::Mat shadow;
  cv::warpAffine(necklace.alpha, shadow,
                 cv::Matx23d(1, 0, random.uniform(-1.5, 1.5), 0, 1, random.uniform(0.5, 2.0)), labels.size());
  shadow.setTo(0, ~ground);
  blend(picture, picture * random.uniform(0.4, 0.8), softMask(shadow, 1.0));
  const double light = meanWhere(luminance(picture), where(labels, FaceClass::Neck)) / 150;  // well-lit skin
  blend(picture, necklace.colours * std::clamp(light * random.uniform(0.8, 1.25), 0.15, 1.4),
        softMask(necklace.alpha, random.uniform(0.0, 0.6)));
  labels.setTo(static_cast<int>(FaceClass::Necklace), visible);
  return true;
}

}  // namespace pentimento
