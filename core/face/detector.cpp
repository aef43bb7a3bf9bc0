// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/detector.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>

#include "core/base/error.h"
#include "core/face/face_finder.h"
#include "core/face/landmark_predictor.h"

namespace pentimento {
namespace {

cv::Mat greyOf(const Image& photo) {
  if (photo.empty() || photo.channels() == 2) {
    throw Error(ErrorKind::InvalidArgument, "faces are looked for in RGB or grey photos");
  }
  cv::Mat pixels = photo.mat();
  if (photo.channels() == 3) cv::cvtColor(pixels, pixels, cv::COLOR_RGB2GRAY);
  pixels.convertTo(pixels, CV_8U, 255 / photo.maximum());
  return pixels;
}

/// A square of the detector's kind for a box that somebody drew around a face.
cv::Rect2d squared(const cv::Rect2d& box) {
  const double side = std::sqrt(box.area());
  const cv::Point2d centre = (box.tl() + box.br()) * 0.5;
  return {centre.x - side / 2, centre.y - side / 2, side, side};
}

void checkBox(const Image& photo, const cv::Rect2d& box) {
  const double side = std::min(box.width, box.height);
  if (!(side >= minimumFaceSide) || !std::isfinite(box.area())) {
    throw Error(ErrorKind::InvalidArgument, "the box is " + std::to_string(cvRound(std::max(0.0, side))) +
                                                " pixels narrow; a face of fewer than " +
                                                std::to_string(cvRound(minimumFaceSide)) +
                                                " pixels has too little to work with");
  }
  const cv::Rect2d inside = box & cv::Rect2d(0, 0, photo.width(), photo.height());
  if (inside.area() < 0.25 * box.area()) {
    throw Error(ErrorKind::InvalidArgument, "the box lies off the photo");
  }
}

}  // namespace

struct FaceDetector::Impl {
  LandmarkPredictor predictor;
  FaceFinder search;
};

FaceDetector::FaceDetector(const std::filesystem::path& predictor)
    : impl_(std::make_unique<Impl>(LandmarkPredictor(predictor), FaceFinder())) {}
FaceDetector::~FaceDetector() = default;
FaceDetector::FaceDetector(FaceDetector&&) noexcept = default;
FaceDetector& FaceDetector::operator=(FaceDetector&&) noexcept = default;

std::vector<DetectedFace> FaceDetector::detect(const Image& photo, const Progress& progress) const {
  const cv::Mat grey = greyOf(photo);
  auto found = impl_->search.search(grey, progress);
  const auto middle = [](const FoundBox& face) { return face.box.x + face.box.width / 2; };
  std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return middle(a) < middle(b); });
  std::vector<DetectedFace> faces;
  for (const auto& [box, confidence] : found) {
    progress.throwIfStopped();
    faces.push_back({box, confidence, impl_->predictor.predict(grey, box)});
  }
  return faces;
}

DetectedFace FaceDetector::inBox(const Image& photo, const cv::Rect2d& box) const {
  checkBox(photo, box);
  const cv::Mat grey = greyOf(photo);
  const auto near = impl_->search.searchNear(grey, box);
  const cv::Rect2d face = near.empty() ? squared(box) : near.front().box;
  return {face, 0, impl_->predictor.predict(grey, face)};
}

}  // namespace pentimento
