// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/face_search.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/face/detector.h"

namespace pentimento {
namespace {

constexpr double windowSide = 80;                      // of dlib's detector at scale 1
constexpr double wholeBudget = 4e6;                    // pixels searched as a whole: 0.3 s of one core
constexpr double smallestBox = 0.9 * minimumFaceSide;  // boxes come in steps of a fifth

/// `grey` scaled, with a reflected border of `pad` (of the scaled picture's pixels) for faces cut by the
/// border.
cv::Mat scaledAndPadded(const cv::Mat& grey, double scale, int pad) {
  cv::Mat scaled, padded;
  const cv::Size size(std::max(1, cvRound(grey.cols * scale)), std::max(1, cvRound(grey.rows * scale)));
  cv::resize(grey, scaled, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  cv::copyMakeBorder(scaled, padded, pad, pad, pad, pad, cv::BORDER_REPLICATE);
  return padded;
}

FoundBox inPicture(const FoundBox& found, double scale, cv::Point2d corner) {
  const auto& box = found.box;
  return {cv::Rect2d((box.x + 0.5) / scale - 0.5 + corner.x, (box.y + 0.5) / scale - 0.5 + corner.y,
                     box.width / scale, box.height / scale),
          found.confidence};
}

std::vector<FoundBox> searchWhole(HogDetector& detector, const cv::Mat& grey, double scale) {
  const int pad = std::max(cvRound(windowSide / 3), cvRound(0.12 * scale * std::min(grey.cols, grey.rows)));
  std::vector<FoundBox> result;
  for (const auto& found : detector.detect(scaledAndPadded(grey, scale, pad))) {
    result.push_back(inPicture(found, scale, cv::Point2d(-pad / scale, -pad / scale)));
  }
  return result;
}

}  // namespace

FaceSearch::FaceSearch() : faces_(HogDetector::faces()) {}

std::vector<FoundBox> FaceSearch::search(const cv::Mat& grey, const Progress& progress) {
  progress.throwIfStopped();
  const double scale = std::min(2.0, std::sqrt(wholeBudget / static_cast<double>(grey.total())));
  auto boxes = searchWhole(faces_, grey, scale);
  progress.throwIfStopped();
  std::erase_if(boxes, [](const FoundBox& found) { return found.box.width < smallestBox; });
  return withoutOverlaps(std::move(boxes), 0.4);
}

std::vector<FoundBox> FaceSearch::searchNear(const cv::Mat& grey, const cv::Rect2d& box) {
  const double margin = 0.6 * std::max(box.width, box.height);
  const cv::Rect area = cv::Rect(cv::Point(cvFloor(box.x - margin), cvFloor(box.y - margin)),
                                 cv::Point(cvCeil(box.br().x + margin), cvCeil(box.br().y + margin))) &
                        cv::Rect({}, grey.size());
  const double scale =
      1.5 * windowSide / std::min(box.width, box.height);  // also finds faces smaller than the box
  constexpr int pad = 40;
  std::vector<FoundBox> fitting;
  for (const auto& found : faces_.detect(scaledAndPadded(grey(area), scale, pad), -0.5)) {
    const auto face = inPicture(found, scale, cv::Point2d(area.tl()) - cv::Point2d(pad / scale, pad / scale));
    const double common = (face.box & box).area();
    if (common > 0.4 * (face.box.area() + box.area() - common)) fitting.push_back(face);
  }
  if (fitting.size() > 1) fitting.resize(1);
  return fitting;
}

}  // namespace pentimento
