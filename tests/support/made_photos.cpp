// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/made_photos.h"

#include <opencv2/imgproc.hpp>

#include "core/image/image_io.h"

namespace pentimento::test {

Image madeScene(int width, int height, int seed) {
  cv::RNG random(static_cast<std::uint64_t>(seed) + 17);
  cv::Mat scene(height, width, CV_8UC3, cv::Scalar(110, 160, 230));
  cv::rectangle(scene, {0, height / 2}, {width, height}, cv::Scalar(70, 130, 60), cv::FILLED);
  for (int i = 0; i < 5; ++i) {
    const cv::Point centre(random.uniform(0, width), random.uniform(0, height));
    const cv::Scalar colour(random.uniform(60, 255), random.uniform(20, 200), random.uniform(20, 200));
    cv::circle(scene, centre, random.uniform(3, height / 4 + 4), colour, cv::FILLED, cv::LINE_AA);
  }
  return Image(scene);
}

void writeScenes(const std::filesystem::path& folder, int count, int width, int height) {
  std::filesystem::create_directories(folder);
  for (int i = 0; i < count; ++i) {
    Photo photo;
    photo.image = madeScene(width, height, i);
    writePhoto(folder / ("scene_" + std::to_string(i) + ".png"), photo);
  }
}

}  // namespace pentimento::test
