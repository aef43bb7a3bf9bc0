// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/face/face_photos.h"

#include <filesystem>
#include <opencv2/imgproc.hpp>

#include "core/image/image_io.h"

namespace pentimento::test {

Image shippedSample(const std::string& file) {
  return readPhoto(std::filesystem::path(PENTIMENTO_SOURCE_DIR) / "resources/samples" / file).image;
}

cv::Mat texture(int width, int height, int seed) {
  cv::RNG random(static_cast<std::uint64_t>(seed));
  cv::Mat sum(height, width, CV_8UC3, cv::Scalar::all(0));
  for (const int cell : {200, 40, 8, 2}) {
    cv::Mat noise(height / cell + 2, width / cell + 2, CV_8UC3), large;
    random.fill(noise, cv::RNG::UNIFORM, 0, 64);
    cv::resize(noise, large, sum.size(), 0, 0, cv::INTER_LINEAR);
    sum += large;
  }
  return sum;
}

cv::Mat astronautHead(double side) {
  const cv::Rect2d& box = astronautBox;
  const cv::Point2d centre = (box.tl() + box.br()) * 0.5;
  const int reach = cvRound(1.1 * box.width);
  const Image photo = shippedSample("astronaut_nasa.jpg");
  const cv::Rect area(cvRound(centre.x) - reach, cvRound(centre.y) - reach, 2 * reach, 2 * reach);
  const int size = cvRound(2 * reach * side / box.width);
  cv::Mat head;
  cv::resize(photo.mat()(area), head, cv::Size(size, size), 0, 0,
             side < box.width ? cv::INTER_AREA : cv::INTER_CUBIC);
  return head;
}

void paste(cv::Mat& photo, const cv::Mat& head, cv::Point centre) {
  const cv::Rect wanted(centre - cv::Point(head.cols / 2, head.rows / 2), head.size());
  const cv::Rect inside = wanted & cv::Rect({}, photo.size());
  head(inside - wanted.tl()).copyTo(photo(inside));
}

}  // namespace pentimento::test
