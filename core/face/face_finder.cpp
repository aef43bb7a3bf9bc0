// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/face_finder.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <future>
#include <mutex>
#include <opencv2/imgproc.hpp>

#include "core/face/detector.h"

namespace pentimento {
namespace {

constexpr double windowSide = 80;                      // of dlib's detector at scale 1
constexpr double wholeBudget = 4e6;                    // pixels searched as a whole: 0.5 s of one core; …
constexpr double wholeBudgetOfLarge = 1e6;             // … in photos of more than those, where time is short
constexpr double smallestBox = 0.9 * minimumFaceSide;  // boxes come in steps of a fifth
constexpr double candidateThreshold = -0.7;        // of the coarse filter: lower finds more and costs more
constexpr std::size_t maximumCandidates = 400;     // 0.8 s of processor time in the worst of pictures
constexpr double verifiedSide = 1.2 * windowSide;  // candidates are a step off at times

/// `grey` scaled, with a reflected border of `pad` (of the scaled picture's pixels) for faces cut by the
/// border.
cv::Mat scaledAndPadded(const cv::Mat& grey, double scale, int pad) {
  cv::Mat scaled, padded;
  const cv::Size size(std::max(1, cvRound(grey.cols * scale)), std::max(1, cvRound(grey.rows * scale)));
  cv::resize(grey, scaled, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  cv::copyMakeBorder(scaled, padded, pad, pad, pad, pad, cv::BORDER_CONSTANT);
  return padded;
}

FoundBox inPicture(const FoundBox& found, double scale, cv::Point2d corner) {
  const auto& box = found.box;
  return {cv::Rect2d((box.x + 0.5) / scale - 0.5 + corner.x, (box.y + 0.5) / scale - 0.5 + corner.y,
                     box.width / scale, box.height / scale),
          found.confidence};
}

std::vector<FoundBox> searchWhole(HogDetector detector, const cv::Mat& grey, double scale) {
  const int pad = std::max(cvRound(windowSide / 3), cvRound(0.12 * scale * std::min(grey.cols, grey.rows)));
  std::vector<FoundBox> result;
  for (const auto& found : detector.detect(scaledAndPadded(grey, scale, pad))) {
    result.push_back(inPicture(found, scale, cv::Point2d(-pad / scale, -pad / scale)));
  }
  return result;
}

/// dlib's opinion on a place of `grey`, enlarged or reduced to its liking.
std::vector<FoundBox> lookCloser(HogDetector& detector, const cv::Mat& grey, const cv::Rect2d& box) {
  const int side = cvCeil(1.6 * box.width);
  const cv::Point2d centre = (box.tl() + box.br()) * 0.5 - cv::Point2d(0.5, 0.5);
  cv::Mat patch;
  cv::getRectSubPix(grey, cv::Size(side, side), centre, patch);  // repeats the border
  const double scale = verifiedSide / box.width;
  const cv::Point2d corner = centre - cv::Point2d(1, 1) * ((side - 1) / 2.0);
  std::vector<FoundBox> result;
  for (const auto& found : detector.detect(scaledAndPadded(patch, scale, 0))) {
    result.push_back(inPicture(found, scale, corner));
  }
  return result;
}

/// Rows [first, last) with what a box of `largest` pixels may need beyond them and a border of half a small
/// face.
std::vector<FoundBox> searchRows(HogDetector detector, const cv::Mat& grey, int first, int last,
                                 double largest) {
  constexpr int pad = minimumFaceSide / 2;
  const int reach = cvCeil(largest / 2);
  const int top = std::max(0, first - reach), bottom = std::min(grey.rows, last + reach);
  std::vector<FoundBox> result;
  for (const auto& found :
       detector.detect(scaledAndPadded(grey.rowRange(top, bottom), 1, pad), candidateThreshold)) {
    const auto face = inPicture(found, 1, cv::Point2d(-pad, top - pad));
    const double middle = face.box.y + face.box.height / 2;
    const bool ours = (middle >= first || first == 0) && (middle < last || last == grey.rows);
    if (ours && face.box.width <= largest) result.push_back(face);
  }
  return result;
}

/// Splits [0, count) over OpenCV's threads.
void inStripes(int count, const std::function<void(int first, int last)>& work) {
  cv::parallel_for_(
      cv::Range(0, count), [&](const cv::Range& range) { work(range.start, range.end); },
      std::max(1, cv::getNumThreads()));
}

}  // namespace

FaceFinder::FaceFinder() : faces_(HogDetector::faces()), smallFaces_(HogDetector::smallFaces()) {}

std::vector<FoundBox> FaceFinder::candidates(const cv::Mat& grey, double largest) const {
  const int bands = std::clamp(cvFloor(grey.rows / (2 * largest)), 1, std::max(1, cv::getNumThreads()));
  std::vector<FoundBox> result;
  std::mutex mutex;
  inStripes(bands, [&](int first, int last) {
    const auto found =
        searchRows(smallFaces_, grey, grey.rows * first / bands, grey.rows * last / bands, largest);
    const std::lock_guard lock(mutex);
    result.insert(result.end(), found.begin(), found.end());
  });
  std::sort(result.begin(), result.end(),
            [](const FoundBox& a, const FoundBox& b) { return a.confidence > b.confidence; });
  if (result.size() > maximumCandidates) result.resize(maximumCandidates);
  return result;
}

std::vector<FoundBox> FaceFinder::verified(const cv::Mat& grey,
                                           const std::vector<FoundBox>& candidates) const {
  std::vector<FoundBox> result;
  std::mutex mutex;
  inStripes(static_cast<int>(candidates.size()), [&](int first, int last) {
    HogDetector detector(faces_);
    for (int i = first; i < last; ++i) {
      const auto& box = candidates[static_cast<std::size_t>(i)].box;
      const auto found = lookCloser(detector, grey, box);
      const std::lock_guard lock(mutex);
      result.insert(result.end(), found.begin(), found.end());
    }
  });
  return result;
}

std::vector<FoundBox> FaceFinder::search(const cv::Mat& grey, const Progress& progress) {
  progress.throwIfStopped();
  const auto pixels = static_cast<double>(grey.total());
  const double budget = pixels > wholeBudget ? wholeBudgetOfLarge : wholeBudget;
  const double scale = std::min(2.0, std::sqrt(budget / pixels));
  // Large faces on a thread of their own: the coarse filter's bands are as many as the processors, and
  // uneven.
  auto large = std::async(scale < 2 ? std::launch::async : std::launch::deferred,
                          [&] { return searchWhole(faces_, grey, scale); });
  std::vector<FoundBox> small;
  if (scale < 2) {
    const auto places = candidates(grey, 1.2 * windowSide / scale);
    progress.throwIfStopped();
    small = verified(grey, places);
  }
  auto boxes = large.get();
  progress.throwIfStopped();
  boxes.insert(boxes.end(), small.begin(), small.end());
  std::erase_if(boxes, [](const FoundBox& found) { return found.box.width < smallestBox; });
  return withoutOverlaps(std::move(boxes), 0.4);
}

std::vector<FoundBox> FaceFinder::searchNear(const cv::Mat& grey, const cv::Rect2d& box) {
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
