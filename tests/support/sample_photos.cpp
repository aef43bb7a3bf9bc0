// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sample_photos.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <opencv2/core.hpp>

#include "tests/support/temporary_folder.h"

namespace pentimento::test {

namespace fs = std::filesystem;

fs::path samplePath(const std::string& file) {
  return fs::path(PENTIMENTO_TEST_DATA) / "formats" / file;
}

std::vector<std::uint8_t> sampleBytes(const std::string& file) {
  const std::string bytes = readBytes(samplePath(file));
  return {bytes.begin(), bytes.end()};
}

std::vector<std::string> allSamples() {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(samplePath("")))
    files.push_back(entry.path().filename().string());
  std::sort(files.begin(), files.end());
  return files;
}

Photo samplePhoto(PixelDepth depth) {
  cv::Mat pixels(sampleHeight, sampleWidth, CV_8UC3);
  const auto fill = [&](int x, int y, const Rgb8& rgb) {
    pixels(cv::Rect(x, y, sampleWidth / 2, sampleHeight / 2)) = cv::Scalar(rgb[0], rgb[1], rgb[2]);
  };
  fill(0, 0, topLeft);
  fill(sampleWidth / 2, 0, topRight);
  fill(0, sampleHeight / 2, bottomLeft);
  fill(sampleWidth / 2, sampleHeight / 2, bottomRight);
  if (depth == PixelDepth::U16) pixels.convertTo(pixels, CV_16U, 257);
  Photo photo;
  photo.image = Image(pixels);
  return photo;
}

Photo noisyPhoto(int width, int height, PixelDepth depth) {
  Image image(width, height, 3, depth);
  const double full = image.maximum();
  cv::theRNG().state = 7;
  cv::randu(image.mat(), 0, full / 8);
  for (int y = 0; y < height; ++y) image.mat().row(y) += cv::Scalar::all(full * 0.8 * y / height);
  Photo photo;
  photo.image = image;
  return photo;
}

void actAsNobody() {
  constexpr unsigned nobody = 65534;
  if (geteuid() == 0 && (setegid(nobody) != 0 || seteuid(nobody) != 0)) std::_Exit(3);
}

Rgb8 pixelAt(const Image& image, int x, int y) {
  cv::Mat pixel;
  image.mat()(cv::Rect(x, y, 1, 1)).convertTo(pixel, CV_8U, 255 / image.maximum());
  const auto& rgb = pixel.at<cv::Vec3b>(0, 0);
  return {rgb[0], rgb[1], rgb[2]};
}

int difference(const Rgb8& a, const Rgb8& b) {
  int largest = 0;
  for (int i = 0; i < 3; ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

double difference(const Image& a, const Image& b) {
  return cv::norm(a.mat(), b.mat(), cv::NORM_INF);
}

}  // namespace pentimento::test
