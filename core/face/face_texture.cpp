// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/face_texture.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/face/label_map.h"
#include "core/face/seen_texture.h"
#include "core/face/texture_fill.h"

namespace pentimento {
namespace {

constexpr double speck = 0.0005;        // of the texture: what a parser calls hair and is smaller is an error
constexpr double besideLabels = 0.014;  // of the side: so far beside its label what covers a face may show

void check(const Image& photo, const Image& labels) {
  if (photo.channels() != 3 || photo.depth() == PixelDepth::F32)
    throw Error(ErrorKind::InvalidArgument, "faces are unwrapped from RGB photos");
  if (labels.empty() || labels.mat().type() != CV_8UC1 || labels.width() != labels.height())
    throw Error(ErrorKind::InvalidArgument, "the label map of a face is a square of one channel of 8 bits");
}

/// The label at the position of each texel; background beyond the crop.
cv::Mat sampledLabels(const cv::Mat& labels, const cv::Mat& positions) {
  cv::Mat result = cv::Mat::zeros(positions.size(), CV_8U);
  for (int y = 0; y < result.rows; ++y)
    for (int x = 0; x < result.cols; ++x) {
      const auto& share = positions.at<cv::Vec3f>(y, x);
      const int column = cvFloor(share[0] * static_cast<float>(labels.cols)),
                row = cvFloor(share[1] * static_cast<float>(labels.rows));
      if (column >= 0 && row >= 0 && column < labels.cols && row < labels.rows)
        result.at<std::uint8_t>(y, x) = labels.at<std::uint8_t>(row, column);
    }
  return result;
}

bool covers(FaceClass id) {
  using enum FaceClass;
  switch (id) {
    case Background:
    case Glasses:
    case Hair:
    case Hat:
    case Earring:
    case Necklace:
    case Neck:
    case Cloth:
      return true;
    default:
      return false;
  }
}

void removeSpecks(cv::Mat& mask) {
  cv::Mat parts, numbers, centres;
  const int count = cv::connectedComponentsWithStats(mask, parts, numbers, centres);
  for (int i = 1; i < count; ++i)
    if (numbers.at<int>(i, cv::CC_STAT_AREA) < speck * static_cast<double>(mask.total()))
      mask.setTo(0, parts == i);
}

}  // namespace

Image coveredParts(const Image& labels, double reach) {
  cv::Mat covered = cv::Mat::zeros(labels.mat().size(), CV_8U);
  for (const auto& each : faceClasses())
    if (covers(each.id)) covered.setTo(255, labels.mat() == static_cast<int>(each.id));
  removeSpecks(covered);
  const int radius = cvRound(reach * labels.width());
  if (radius > 0)
    cv::dilate(covered, covered,
               cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1}));
  return Image(covered);
}

FaceTexture faceTexture(const Image& photo, const Alignment& alignment, const PositionMap& positions,
                        const Image& labels, int size) {
  check(photo, labels);
  const auto own = seenTexture(photo, alignment, FaceSurface(positions), size);
  const Image ownLabels(sampledLabels(labels.mat(), own.positions));
  const cv::Mat bare = own.visible & ~coveredParts(ownLabels, besideLabels).mat();
  cv::Mat known = bare & own.face, mirrored, colours = own.colours, bytes;
  cv::flip(known, mirrored, 1);
  fillFromMirror(colours, bare, mirrored);
  colours.convertTo(bytes, CV_8U, 255 / photo.maximum());
  return {Image(bytes), ownLabels, Image(known)};
}

Image surfaceNormals(const PositionMap& positions, int size) {
  return Image(FaceSurface(positions).normals(size));
}

}  // namespace pentimento
