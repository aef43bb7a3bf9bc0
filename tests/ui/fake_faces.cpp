// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fake_faces.h"

#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace pentimento::test {

Face madeFace(const cv::Rect2d& box, double yaw, double roll) {
  Face face;
  face.detected.box = box;
  face.detected.confidence = 1;
  const cv::Point2d middle(box.x + box.width / 2, box.y + box.height / 2);
  for (std::size_t i = 0; i < face.detected.landmarks.size(); ++i) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(i) / 68;
    face.detected.landmarks[i] = middle + 0.4 * box.width * cv::Point2d(std::cos(angle), std::sin(angle));
  }
  const double radians = roll * std::numbers::pi / 180;
  face.alignment.centre = middle - cv::Point2d(0.5, 0.5);
  face.alignment.x = box.width * cv::Point2d(std::cos(radians), std::sin(radians));
  face.alignment.y = {-face.alignment.x.y, face.alignment.x.x};
  cv::Mat labels(labelSize, labelSize, CV_8U, cv::Scalar(0));
  cv::circle(labels, {128, 128}, 127, static_cast<double>(FaceClass::Skin), cv::FILLED);
  cv::rectangle(labels, {96, 96, 64, 64}, static_cast<double>(FaceClass::Nose), cv::FILLED);
  face.labels = Image(labels);
  face.turn.yaw = yaw;
  return face;
}

}  // namespace pentimento::test
