// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/texture_regions.h"

#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/base/error.h"
#include "core/face/label_map.h"
#include "core/face/texture_layout.h"
#include "core/image/resample.h"

namespace pentimento {
namespace {

constexpr std::array names{"lips", "eyes", "brows", "skin"};
constexpr double edge = 0.004;       // how softly lips and eyeballs end, shares of the side
constexpr double softEdge = 0.012;   // … and the areas around eyes and brows
constexpr double labelReach = 0.03;  // how far a label may lie beyond the canonical place of its part
// Where eye make-up is worn: about the eye, up to the brow and out to the temple.
const cv::Point2d socket{0.338, 0.360};
constexpr double socketWidth = 0.125, socketHeight = 0.085;

/// F32, 0 to 1: the texels of these classes.
cv::Mat labelled(const Image& labels, int size, std::initializer_list<FaceClass> classes) {
  cv::Mat mask = cv::Mat::zeros(labels.mat().size(), CV_8U);
  for (const auto id : classes) mask.setTo(255, labels.mat() == static_cast<int>(id));
  cv::Mat resized, shares;
  cv::resize(mask, resized, {size, size}, 0, 0, size < mask.cols ? cv::INTER_AREA : cv::INTER_LINEAR);
  resized.convertTo(shares, CV_32F, 1.0 / 255);
  return shares;
}

/// Where labels say that a part is, as far as that is near its canonical place; else the canonical place.
cv::Mat placed(const cv::Mat& canonical, const Image& labels, std::initializer_list<FaceClass> classes) {
  if (labels.empty()) return canonical;
  cv::Mat seen = labelled(labels, canonical.cols, classes);
  seen.setTo(0, softened(canonical, labelReach) < 0.02);
  return cv::sum(seen)[0] < 0.2 * cv::sum(canonical)[0] ? canonical : seen;
}

cv::Mat bothSides(int size, const Contour& contour) {
  return filledMask(size, {contour, mirroredContour(contour)});
}

cv::Mat sockets(int size) {
  std::vector<cv::Point> outline;
  cv::ellipse2Poly(cv::Point2d(socket.x * 4096, socket.y * 4096),
                   cv::Size2d(socketWidth * 4096, socketHeight * 4096), 0, 0, 360, 5, outline);
  Contour contour;
  for (const auto& point : outline) contour.emplace_back(point.x / 4096.0, point.y / 4096.0);
  return bothSides(size, contour);
}

}  // namespace

std::string nameOf(MakeupRegion region) {
  return names.at(static_cast<std::size_t>(region));
}

MakeupRegion makeupRegionNamed(const std::string& name) {
  for (const auto region : makeupRegions)
    if (nameOf(region) == name) return region;
  throw Error(ErrorKind::InvalidArgument, "'" + name + "' is no region: there are lips, eyes, brows, skin");
}

std::array<Image, makeupRegionCount> textureRegions(int size, const Image& labels) {
  using enum FaceClass;
  const cv::Mat wholeMouth = filledMask(size, {texture_layout::lipsOuter});
  cv::Mat lips = placed(wholeMouth, labels, {UpperLip, LowerLip});
  cv::Mat inside = filledMask(size, {texture_layout::lipsInner});
  if (!labels.empty()) {  // an open mouth shows beyond the layout's slit
    inside = labelled(labels, size, {Mouth});
    inside.setTo(0, softened(wholeMouth, labelReach) < 0.02);
  }
  const cv::Mat eyeballs = placed(bothSides(size, texture_layout::eye), labels, {LeftEye, RightEye});
  const cv::Mat browHairs = placed(bothSides(size, texture_layout::brow), labels, {LeftBrow, RightBrow});

  const cv::Mat none = cv::max(softened(inside, edge), softened(eyeballs, edge));
  const cv::Mat free = 1 - cv::min(none, 1.0);
  lips = cv::min(softened(lips, edge), free);
  const cv::Mat brows = cv::min(softened(browHairs, softEdge), free - lips);
  const cv::Mat eyes = cv::min(softened(sockets(size), softEdge), free - lips - brows);
  const cv::Mat skin = cv::max(free - lips - brows - eyes, 0.0);
  return {Image(lips), Image(eyes), Image(brows), Image(skin)};
}

}  // namespace pentimento
