// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/texture_layout.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace pentimento {

namespace texture_layout {

// Mesh points 61 185 40 … of MediaPipe's canonical face, their texture coordinates.
const Contour lipsOuter{{0.3820, 0.6947}, {0.3924, 0.6777}, {0.4146, 0.6665}, {0.4398, 0.6572},
                        {0.4718, 0.6504}, {0.5000, 0.6525}, {0.5282, 0.6504}, {0.5602, 0.6572},
                        {0.5854, 0.6665}, {0.6076, 0.6777}, {0.6180, 0.6947}, {0.6039, 0.7102},
                        {0.5817, 0.7201}, {0.5552, 0.7308}, {0.5277, 0.7362}, {0.5000, 0.7370},
                        {0.4723, 0.7362}, {0.4448, 0.7308}, {0.4183, 0.7201}, {0.3961, 0.7102}};
const Contour lipsInner{{0.4036, 0.6940}, {0.4134, 0.6924}, {0.4312, 0.6924}, {0.4522, 0.6924},
                        {0.4754, 0.6924}, {0.5000, 0.6923}, {0.5246, 0.6924}, {0.5478, 0.6924},
                        {0.5688, 0.6924}, {0.5866, 0.6924}, {0.5964, 0.6940}, {0.5868, 0.6954},
                        {0.5721, 0.6953}, {0.5513, 0.6953}, {0.5270, 0.6953}, {0.5000, 0.6953},
                        {0.4730, 0.6953}, {0.4487, 0.6953}, {0.4279, 0.6953}, {0.4132, 0.6954}};
const Contour upperLid{{0.2801, 0.3756}, {0.2897, 0.3683}, {0.3014, 0.3632},
                       {0.3188, 0.3583}, {0.3434, 0.3554}, {0.3660, 0.3560},
                       {0.3887, 0.3623}, {0.4088, 0.3739}, {0.4191, 0.3872}};
const Contour lowerLid{{0.2801, 0.3756}, {0.2897, 0.3808}, {0.3014, 0.3874},
                       {0.3188, 0.3962}, {0.3434, 0.4006}, {0.3662, 0.3988},
                       {0.3932, 0.3955}, {0.4104, 0.3911}, {0.4191, 0.3872}};
const Contour eye = [] {
  auto contour = upperLid;
  contour.insert(contour.end(), lowerLid.rbegin() + 1, lowerLid.rend() - 1);
  return contour;
}();
const Contour lidFold{{0.2767, 0.3634}, {0.2979, 0.3536}, {0.3193, 0.3473}, {0.3452, 0.3440},
                      {0.3701, 0.3461}, {0.3924, 0.3539}, {0.4162, 0.3687}};
const Contour underBrow{{0.2571, 0.3554}, {0.2835, 0.3332}, {0.3129, 0.3223}, {0.3441, 0.3202},
                        {0.3770, 0.3228}, {0.4147, 0.3352}, {0.4364, 0.3599}};
const Contour brow{{0.1950, 0.3421}, {0.2296, 0.2995}, {0.2771, 0.2719}, {0.3273, 0.2565},
                   {0.3831, 0.2558}, {0.4417, 0.2617}, {0.4476, 0.3026}, {0.3859, 0.2814},
                   {0.3372, 0.2829}, {0.2964, 0.2932}, {0.2578, 0.3145}, {0.2290, 0.3490}};

}  // namespace texture_layout

namespace {

constexpr int shift = 8;  // OpenCV draws at 1/256 pixel

std::vector<cv::Point> drawn(const Contour& contour, int size) {
  std::vector<cv::Point> points;
  for (const auto& point : contour)  // OpenCV's pixel centres are at whole numbers, a texel's are not
    points.emplace_back(cvRound((point.x * size - 0.5) * (1 << shift)),
                        cvRound((point.y * size - 0.5) * (1 << shift)));
  return points;
}

cv::Mat asShares(const cv::Mat& drawing) {
  cv::Mat result;
  drawing.convertTo(result, CV_32F, 1.0 / 255);
  return result;
}

}  // namespace

Contour mirroredContour(Contour contour) {
  for (auto& point : contour) point.x = 1 - point.x;
  return contour;
}

cv::Mat filledMask(int size, const std::vector<Contour>& contours) {
  cv::Mat drawing = cv::Mat::zeros(size, size, CV_8U);
  for (const auto& contour : contours)
    cv::fillPoly(drawing, std::vector{drawn(contour, size)}, 255, cv::LINE_AA, shift);
  return asShares(drawing);
}

cv::Mat lineMask(int size, const std::vector<Contour>& contours, double width) {
  constexpr int finer = 4;  // OpenCV's lines are whole pixels wide
  cv::Mat drawing = cv::Mat::zeros(size * finer, size * finer, CV_8U), reduced;
  const int thickness = std::max(1, cvRound(width * size * finer));
  for (const auto& contour : contours)
    cv::polylines(drawing, std::vector{drawn(contour, size * finer)}, false, 255, thickness, cv::LINE_AA,
                  shift);
  cv::resize(drawing, reduced, {size, size}, 0, 0, cv::INTER_AREA);
  return asShares(reduced);
}

cv::Mat softened(const cv::Mat& mask, double radius) {
  cv::Mat result;
  cv::GaussianBlur(mask, result, {0, 0}, std::max(0.3, radius * mask.cols));
  return result;
}

cv::Mat onBothSides(const cv::Mat& mask) {
  cv::Mat other;
  cv::flip(mask, other, 1);
  return cv::max(mask, other);
}

}  // namespace pentimento
