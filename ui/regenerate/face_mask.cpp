// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regenerate/face_mask.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

namespace pentimento {

namespace {

constexpr int maskSide = FaceItem::maskSide;
const QRect wholeMask(0, 0, maskSide, maskSide);

QPoint pixelAt(const QPointF& mask) {
  return {static_cast<int>(std::floor(mask.x())), static_cast<int>(std::floor(mask.y()))};
}

}  // namespace

FaceMask::FaceMask(const FacePointer& item)
    : face(item), parsed(item->parsed), painted(item->parsed.clone()), midline(faceMidline(item->face)) {}

QTransform FaceMask::photoFromMask() const {
  return QTransform::fromScale(1.0 / maskSide, 1.0 / maskSide) * face->photoFromCrop();
}

QPointF FaceMask::toMask(const QPointF& photo) const {
  return photoFromMask().inverted().map(photo);
}

bool FaceMask::contains(const QPointF& photo) const {
  return QRectF(wholeMask).contains(toMask(photo));
}

FaceClass FaceMask::classAt(const QPointF& mask) const {
  const QPoint pixel = pixelAt(mask);
  if (!wholeMask.contains(pixel)) return FaceClass::Background;
  return static_cast<FaceClass>(painted.mat().at<std::uint8_t>(pixel.y(), pixel.x()));
}

bool FaceMask::changesPhoto() const {
  return wholeFace || !samePixels(parsed, painted);
}

double faceMidline(const Face& face) {
  // Pairs of dlib's 68 points that mirror each other: brows, eyes, nostrils, mouth.
  constexpr std::array<std::pair<int, int>, 8> pairs{
      {{17, 26}, {21, 22}, {36, 45}, {39, 42}, {31, 35}, {48, 54}, {50, 52}, {58, 56}}};
  const cv::Matx23d toCrop = face.alignment.cropFromPhoto(maskSide);
  double sum = 0;
  for (const auto& [left, right] : pairs) {
    const cv::Point2d middle = (face.detected.landmarks[static_cast<std::size_t>(left)] +
                                face.detected.landmarks[static_cast<std::size_t>(right)]) /
                               2;
    sum += toCrop(0, 0) * middle.x + toCrop(0, 1) * middle.y + toCrop(0, 2) + 0.5;
  }
  // Landmarks that went astray must not throw the mirrored stroke off the face.
  return std::clamp(sum / pairs.size(), 0.35 * maskSide, 0.65 * maskSide);
}

QRect paintStroke(FaceMask& mask, const Dab& from, const Dab& to, const PaintedClass& paint) {
  cv::Mat& painted = mask.painted.mat();
  const cv::Mat& parsed = mask.parsed.mat();
  return alongStroke(from, to, wholeMask, [&](int x, int y, double) {
    painted.at<std::uint8_t>(y, x) =
        paint ? static_cast<std::uint8_t>(*paint) : parsed.at<std::uint8_t>(y, x);
  });
}

QRect fillRegion(FaceMask& mask, const QPointF& at, const PaintedClass& paint) {
  const QPoint seed = pixelAt(at);
  if (!wholeMask.contains(seed)) return {};
  // The region is found on a copy of its own: what the parser saw there may have any classes.
  cv::Mat region = cv::Mat::zeros(maskSide + 2, maskSide + 2, CV_8U), labels = mask.painted.mat();
  cv::Rect touched;
  constexpr int inside = 255, connected = 4;
  cv::floodFill(labels, region, {seed.x(), seed.y()}, 0, &touched, 0, 0,
                connected | cv::FLOODFILL_MASK_ONLY | (inside << 8));
  const cv::Mat chosen = region(cv::Rect(1, 1, maskSide, maskSide)) == inside;
  if (paint) {
    labels.setTo(static_cast<int>(*paint), chosen);
  } else {
    mask.parsed.mat().copyTo(labels, chosen);
  }
  return QRect(touched.x, touched.y, touched.width, touched.height);
}

}  // namespace pentimento
