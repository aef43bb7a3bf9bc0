// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/label_map.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/image/image_io.h"
#include "core/image/indexed_png.h"

namespace pentimento {
namespace {

using enum FaceClass;

void check(const Image& labels) {
  if (labels.empty() || labels.channels() != 1 || labels.depth() != PixelDepth::U8) {
    throw Error(ErrorKind::InvalidArgument, "a label map has one channel of 8 bits");
  }
}

std::vector<std::uint8_t> readFile(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    throw Error(ErrorKind::NotFound, path.string() + ": does not exist");
  }
  std::ifstream file(path, std::ios::binary);
  std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file || !std::filesystem::is_regular_file(path, ignored)) {
    throw Error(ErrorKind::Unreadable, path.string() + ": cannot be read");
  }
  return bytes;
}

/// Throws for the first pixel that is no class.
void checkValues(const cv::Mat& labels, const std::string& name) {
  for (int y = 0; y < labels.rows; ++y) {
    const std::uint8_t* row = labels.ptr(y);
    const auto* wrong =
        std::find_if(row, row + labels.cols, [](int value) { return value >= faceClassCount; });
    if (wrong == row + labels.cols) continue;
    throw Error(ErrorKind::InvalidArgument, name + ": has the value " + std::to_string(*wrong) + " at (" +
                                                std::to_string(wrong - row) + ", " + std::to_string(y) +
                                                "); classes are 0 to " + std::to_string(faceClassCount - 1));
  }
}

}  // namespace

const std::array<FaceClassInfo, faceClassCount>& faceClasses() {
  static constexpr std::array<FaceClassInfo, faceClassCount> classes{{
      {Background, "background", {0, 0, 0}},   {Skin, "skin", {228, 184, 150}},
      {Nose, "nose", {216, 157, 37}},          {Glasses, "glasses", {54, 212, 235}},
      {LeftEye, "left_eye", {0, 60, 224}},    {RightEye, "right_eye", {43, 104, 192}},
      {LeftBrow, "left_brow", {11, 91, 68}},    {RightBrow, "right_brow", {63, 138, 38}},
      {LeftEar, "left_ear", {249, 227, 23}},   {RightEar, "right_ear", {255, 255, 142}},
      {Mouth, "mouth", {30, 0, 63}},           {UpperLip, "upper_lip", {193, 73, 117}},
      {LowerLip, "lower_lip", {128, 19, 6}},  {Hair, "hair", {46, 41, 144}},
      {Hat, "hat", {213, 136, 255}},           {Earring, "earring", {249, 246, 255}},
      {Necklace, "necklace", {2, 116, 55}}, {Neck, "neck", {188, 137, 176}},
      {Cloth, "cloth", {28, 62, 95}},
  }};
  return classes;
}

FaceClass mirrored(FaceClass id) {
  switch (id) {
    case LeftEye:
      return RightEye;
    case RightEye:
      return LeftEye;
    case LeftBrow:
      return RightBrow;
    case RightBrow:
      return LeftBrow;
    case LeftEar:
      return RightEar;
    case RightEar:
      return LeftEar;
    default:
      return id;
  }
}

Image mirrored(const Image& labels) {
  check(labels);
  cv::Mat table(1, 256, CV_8U), result;
  for (int i = 0; i < 256; ++i) {
    table.at<std::uint8_t>(i) = static_cast<std::uint8_t>(
        i < faceClassCount ? static_cast<int>(mirrored(static_cast<FaceClass>(i))) : i);
  }
  cv::flip(labels.mat(), result, 1);
  cv::LUT(result, table, result);
  return Image(result);
}

Image coloured(const Image& labels) {
  check(labels);
  cv::Mat result(labels.mat().size(), CV_8UC3);
  for (int y = 0; y < result.rows; ++y) {
    const std::uint8_t* row = labels.mat().ptr(y);
    auto* out = result.ptr<cv::Vec3b>(y);
    for (int x = 0; x < result.cols; ++x) {
      const auto& colour = faceClasses().at(row[x]).colour;
      out[x] = {colour[0], colour[1], colour[2]};
    }
  }
  return Image(result);
}

std::array<double, faceClassCount> classShares(const Image& labels) {
  check(labels);
  std::array<double, faceClassCount> shares{};
  for (int y = 0; y < labels.height(); ++y) {
    const std::uint8_t* row = labels.mat().ptr(y);
    for (int x = 0; x < labels.width(); ++x) shares.at(row[x]) += 1;
  }
  for (auto& share : shares) share /= static_cast<double>(labels.mat().total());
  return shares;
}

Image readLabelMap(const std::filesystem::path& png, int width, int height) {
  const std::string name = png.string();
  const cv::Mat labels = decodeIndexedPng(readFile(png), name);
  if ((width > 0 || height > 0) && (labels.cols != width || labels.rows != height)) {
    throw Error(ErrorKind::InvalidArgument, name + ": is " + std::to_string(labels.cols) + " x " +
                                                std::to_string(labels.rows) + " pixels, but the photo " +
                                                std::to_string(width) + " x " + std::to_string(height));
  }
  checkValues(labels, name);
  return Image(labels);
}

void writeLabelMap(const std::filesystem::path& png, const Image& labels) {
  check(labels);
  std::vector<std::array<std::uint8_t, 3>> palette;
  for (const auto& info : faceClasses()) palette.push_back(info.colour);
  const auto bytes = encodeIndexedPng(labels.mat(), palette, png.string());
  writeFileAtomically(png, bytes.data(), bytes.size());
}

}  // namespace pentimento
