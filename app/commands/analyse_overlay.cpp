// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <string>

#include "app/commands/analyse_report.h"

namespace pentimento {
namespace {

constexpr int subPixelBits = 4;  // of OpenCV's drawing functions

cv::Point fixedPoint(const cv::Point2d& point) {
  return {cvRound(point.x * (1 << subPixelBits)), cvRound(point.y * (1 << subPixelBits))};
}

/// A bright line on a dark one: seen on any photo.
template <typename Draw>
void drawTwice(double thickness, const Draw& draw) {
  draw(cv::Scalar(0, 0, 0), std::max(3, cvRound(thickness * 2.2)));
  draw(cv::Scalar(255, 255, 255), std::max(1, cvRound(thickness)));
}

void drawSquare(cv::Mat& picture, const Alignment& alignment, double thickness) {
  const auto& [c, x, y] = alignment;
  const std::vector<cv::Point> corners = {fixedPoint(c - x - y), fixedPoint(c + x - y), fixedPoint(c + x + y),
                                          fixedPoint(c - x + y)};
  drawTwice(thickness, [&](const cv::Scalar& colour, int width) {
    cv::polylines(picture, corners, true, colour, width, cv::LINE_AA, subPixelBits);
  });
}

void drawBox(cv::Mat& picture, const cv::Rect2d& box, const std::string& name, double thickness) {
  drawTwice(thickness, [&](const cv::Scalar& colour, int width) {
    cv::rectangle(picture, fixedPoint(box.tl()), fixedPoint(box.br()), colour, width, cv::LINE_AA,
                  subPixelBits);
    cv::putText(picture, name, cv::Point(box.tl()) + cv::Point(0, -cvRound(4 * thickness)),
                cv::FONT_HERSHEY_SIMPLEX, 0.4 * thickness, colour, width, cv::LINE_AA);
  });
}

void drawLandmarks(cv::Mat& picture, const Landmarks& landmarks, double thickness) {
  const auto radius = [&](double size) { return cvRound(size * thickness * (1 << subPixelBits)); };
  for (const auto& point : landmarks) {
    cv::circle(picture, fixedPoint(point), radius(1.6), {0, 0, 0}, cv::FILLED, cv::LINE_AA, subPixelBits);
    cv::circle(picture, fixedPoint(point), radius(1.0), {255, 255, 255}, cv::FILLED, cv::LINE_AA,
               subPixelBits);
  }
}

}  // namespace

Image overlayOf(const Image& photo, const std::vector<Face>& faces) {
  cv::Mat picture, mixed;
  photo.mat().convertTo(picture, CV_8U, 255 / photo.maximum());
  const Image labels = labelsInPhoto(faces, photo.width(), photo.height());
  cv::addWeighted(picture, 0.5, coloured(labels).mat(), 0.5, 0, mixed);
  mixed.copyTo(picture, labels.mat());
  for (std::size_t i = 0; i < faces.size(); ++i) {
    const double thickness = std::max(1.0, faces[i].detected.box.width / 150);
    drawSquare(picture, faces[i].alignment, thickness / 2);
    drawBox(picture, faces[i].detected.box, std::to_string(i + 1), thickness);
    drawLandmarks(picture, faces[i].detected.landmarks, thickness);
  }
  return Image(picture);
}

}  // namespace pentimento
