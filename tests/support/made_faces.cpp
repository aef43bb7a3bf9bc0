// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/made_faces.h"

#include <opencv2/imgproc.hpp>
#include <string>

#include "core/face/label_map.h"
#include "core/image/image_io.h"
#include "core/networks/face_parser.h"
#include "core/tensor/safetensors.h"
#include "tests/support/model_files.h"

namespace pentimento::test {

MadeFace madeFace(int size, int number) {
  cv::RNG random(static_cast<std::uint64_t>(number) + 5);
  cv::Mat picture(size, size, CV_8UC3, cv::Scalar::all(random.uniform(90, 130)));
  cv::Mat labels = cv::Mat::zeros(size, size, CV_8U);
  const auto draw = [&](double x, double y, double width, double height, const cv::Scalar& colour,
                        FaceClass id) {
    const cv::Point centre(cvRound(x * size), cvRound(y * size));
    const cv::Size axes(cvRound(width * size), cvRound(height * size));
    cv::ellipse(picture, centre, axes, 0, 0, 360, colour, cv::FILLED);
    cv::ellipse(labels, centre, axes, 0, 0, 360, cv::Scalar(static_cast<int>(id)), cv::FILLED);
  };
  const double x = random.uniform(0.45, 0.55), y = random.uniform(0.5, 0.6), light = random.uniform(0.8, 1.0);
  draw(x, y - 0.1, 0.34, 0.38, cv::Scalar(50, 30, 20) * light, FaceClass::Hair);
  draw(x, y, 0.26, 0.34, cv::Scalar(230, 180, 150) * light, FaceClass::Skin);
  draw(x - 0.11, y - 0.08, 0.06, 0.04, cv::Scalar(30, 60, 220), FaceClass::RightEye);
  draw(x + 0.11, y - 0.08, 0.06, 0.04, cv::Scalar(30, 180, 60), FaceClass::LeftEye);
  draw(x, y + 0.18, 0.1, 0.05, cv::Scalar(200, 40, 60), FaceClass::UpperLip);
  return {Image(picture), Image(labels)};
}

void writeFaces(const std::filesystem::path& folder, int count, int size) {
  std::filesystem::create_directories(folder / "images");
  std::filesystem::create_directories(folder / "masks");
  for (int i = 0; i < count; ++i) {
    const auto face = madeFace(size, i);
    const auto name = "face_" + std::to_string(i) + ".png";
    Photo photo;
    photo.image = face.picture;
    writePhoto(folder / "images" / name, photo);
    writeLabelMap(folder / "masks" / name, face.labels);
  }
}

std::filesystem::path writeTinyParser(const std::filesystem::path& folder, const char* name) {
  FaceParserOptions options;
  options.baseChannels = 8;
  FaceParser network(options);
  Safetensors weights;
  addFrom(*network, weights, "network.");
  return writeModelFiles(folder, name, "parse", options, weights);
}

}  // namespace pentimento::test
