// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/face/analytic_head.h"

#include <cmath>
#include <functional>
#include <opencv2/imgproc.hpp>

namespace pentimento::test {
namespace {

constexpr double radians = CV_PI / 180;
const cv::Vec3d headMiddle{0.5, 0.52, 0};

/// `place(u, v)` relative to the middle, turned.
PositionMap turnedMap(double yaw, double pitch, int size,
                      const std::function<cv::Vec3d(double, double)>& place) {
  const double c = std::cos(yaw * radians), s = std::sin(yaw * radians);
  const double cp = std::cos(pitch * radians), sp = std::sin(pitch * radians);
  PositionMap map{Image(size, size, 3, PixelDepth::F32), Image(size, size, 1, PixelDepth::U8)};
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      const double u = (x + 0.5) / size, v = (y + 0.5) / size;
      const auto p = place(u, v);
      const cv::Vec3d lifted(p[0], cp * p[1] + sp * p[2], -sp * p[1] + cp * p[2]);
      map.positions.mat().at<cv::Vec3f>(y, x) = cv::Vec3f(
          headMiddle + cv::Vec3d(c * lifted[0] - s * lifted[2], lifted[1], s * lifted[0] + c * lifted[2]));
      map.face.mat().at<std::uint8_t>(y, x) = std::hypot((u - 0.5) / 0.47, (v - 0.5) / 0.44) < 1 ? 255 : 0;
    }
  return map;
}

}  // namespace

PositionMap ellipsoidHead(double yaw, double pitch, int size) {
  return turnedMap(yaw, pitch, size, [](double u, double v) {
    const double longitude = (u - 0.5) * 150 * radians, latitude = (v - 0.5) * 130 * radians;
    return cv::Vec3d(0.27 * std::sin(longitude) * std::cos(latitude), 0.36 * std::sin(latitude),
                     -0.25 * std::cos(longitude) * std::cos(latitude));
  });
}

PositionMap ridgedBoard(double yaw, double height, int size) {
  return turnedMap(yaw, 0, size, [height](double u, double v) {
    const double ridge = std::exp(-std::pow((u - 0.5) / 0.04, 4));
    return cv::Vec3d((u - 0.5) * 0.6, (v - 0.5) * 0.7, -height * ridge);
  });
}

Image softPicture(int width, int height, int seed) {
  cv::Mat coarse(12, 12, CV_8UC3), picture;
  cv::RNG random(seed);
  random.fill(coarse, cv::RNG::UNIFORM, 30, 226);
  cv::resize(coarse, picture, {width, height}, 0, 0, cv::INTER_CUBIC);
  return Image(picture);
}

Image symmetricTexture(int size) {
  cv::Mat texture = softPicture(size, size, 5).mat(), flipped;
  cv::flip(texture, flipped, 1);
  cv::Mat mean;
  cv::addWeighted(texture, 0.5, flipped, 0.5, 0, mean);
  return Image(mean);
}

double psnrInside(const Image& a, const Image& b, const Image& mask) {
  cv::Mat difference;
  cv::absdiff(a.mat(), b.mat(), difference);
  difference.convertTo(difference, CV_32F);
  const auto squares = cv::mean(difference.mul(difference), mask.mat() == 255);
  return 10 * std::log10(255.0 * 255.0 / std::max(1e-9, (squares[0] + squares[1] + squares[2]) / 3));
}

}  // namespace pentimento::test
