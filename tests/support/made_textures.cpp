// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/made_textures.h"

#include <opencv2/imgproc.hpp>
#include <string>

#include "core/face/label_map.h"
#include "core/face/painted_makeup.h"
#include "core/face/texture_layout.h"

namespace pentimento::test {
namespace {

void mark(cv::Mat& labels, const Contour& contour, FaceClass id) {
  labels.setTo(static_cast<int>(id), filledMask(labels.cols, {contour}) > 0.5);
}

cv::Mat madeLabels(int size) {
  using enum FaceClass;
  cv::Mat labels(size, size, CV_8U, cv::Scalar(static_cast<int>(Skin)));
  mark(labels, texture_layout::lipsOuter, LowerLip);
  mark(labels, texture_layout::eye, RightEye);
  mark(labels, mirroredContour(texture_layout::eye), LeftEye);
  mark(labels, texture_layout::brow, RightBrow);
  mark(labels, mirroredContour(texture_layout::brow), LeftBrow);
  return labels;
}

/// Where each pixel of a crop lies in the texture: the middle of the crop shows all of it.
cv::Mat madePlaces(int size) {
  cv::Mat places(size, size, CV_32FC3);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      const double u = (x + 0.5) / size * 2 - 0.5, v = (y + 0.5) / size * 2 - 0.5;
      const bool inside = u > 0 && u < 1 && v > 0 && v < 1;
      places.at<cv::Vec3f>(y, x) = {inside ? static_cast<float>(u) : 0, inside ? static_cast<float>(v) : 0,
                                    inside ? 1.0F : 0.0F};
    }
  return places;
}

}  // namespace

StoredFace madeTexture(int size, int number) {
  cv::RNG random(static_cast<std::uint64_t>(number) + 1);
  const auto skin = static_cast<float>(random.uniform(90, 210));
  cv::Mat texture(size, size, CV_32FC3, cv::Scalar(skin, skin * 0.8, skin * 0.7)),
      grain(size, size, CV_32FC3);
  random.fill(grain, cv::RNG::NORMAL, 0, 4);
  texture += grain;
  const cv::Mat labels = madeLabels(size);
  texture.setTo(cv::Scalar(skin * 0.8, skin * 0.45, skin * 0.45),
                labels == static_cast<int>(FaceClass::LowerLip));
  for (const auto id : {FaceClass::RightEye, FaceClass::LeftEye, FaceClass::RightBrow, FaceClass::LeftBrow})
    texture.setTo(cv::Scalar(50, 40, 35), labels == static_cast<int>(id));
  cv::Mat bytes, crop;
  texture.convertTo(bytes, CV_8U);
  cv::resize(bytes, crop, {size, size});
  return {Image(bytes),
          Image(labels),
          Image(cv::Mat(size, size, CV_8U, cv::Scalar(255))),
          Image(cv::Mat(size, size, CV_8UC3, cv::Scalar(128, 128, 0))),
          Image(crop),
          Image(madePlaces(size))};
}

void writeTextures(const std::filesystem::path& folder, const char* source, int count, int size) {
  for (int i = 0; i < count; ++i) {
    auto face = madeTexture(size, i);
    writeFace(folder / source / ("bare_" + std::to_string(i) + ".face"), face);
    MakeupStyle style;
    style.lips.opacity = 0.9;
    cv::Mat shares, bytes;
    face.texture.mat().convertTo(shares, CV_32F, 1.0 / 255);
    painted(shares, style, face.labels).convertTo(bytes, CV_8U, 255);
    face.texture = Image(bytes);
    writeFace(folder / source / ("makeup_" + std::to_string(i) + ".face"), face);
  }
}

}  // namespace pentimento::test
