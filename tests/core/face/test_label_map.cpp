// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgcodecs.hpp>
#include <set>

#include "core/face/label_map.h"
#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"

namespace pentimento::test {
namespace {

using enum FaceClass;

/// How somebody sees a colour (Machado, Oliveira and Fernandes 2009, severity 1): red-blind, green-blind.
constexpr double sight[3][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};

Lab seen(const Rgb8& colour, const double (&matrix)[3][3]) {
  double linear[3];
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = colour[i] / 255.0;
    linear[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  }
  Rgb8 result;
  for (std::size_t i = 0; i < 3; ++i) {
    const double l =
        std::clamp(matrix[i][0] * linear[0] + matrix[i][1] * linear[1] + matrix[i][2] * linear[2], 0.0, 1.0);
    const double c = l <= 0.0031308 ? 12.92 * l : 1.055 * std::pow(l, 1 / 2.4) - 0.055;
    result[i] = static_cast<std::uint8_t>(std::lround(255 * c));
  }
  return labFromRgb(result);
}

/// The least distance in Lab for the three kinds of sight.
double distance(FaceClass a, FaceClass b) {
  double least = 1e9;
  for (const auto& matrix : sight) {
    const Lab x = seen(faceClasses()[static_cast<std::size_t>(a)].colour, matrix);
    const Lab y = seen(faceClasses()[static_cast<std::size_t>(b)].colour, matrix);
    least =
        std::min(least, std::sqrt(static_cast<double>((x.L - y.L) * (x.L - y.L) + (x.a - y.a) * (x.a - y.a) +
                                                      (x.b - y.b) * (x.b - y.b))));
  }
  return least;
}

const std::vector<std::pair<FaceClass, FaceClass>> neighbours = {
    {LeftEye, LeftBrow}, {RightEye, RightBrow}, {LeftBrow, Hair},     {RightBrow, Hair}, {LeftEye, Glasses},
    {RightEye, Glasses}, {LeftBrow, Glasses},   {RightBrow, Glasses}, {LeftEar, Hair},   {RightEar, Hair},
    {LeftEar, Earring},  {RightEar, Earring},   {LeftEar, Neck},      {RightEar, Neck},  {Mouth, UpperLip},
    {Mouth, LowerLip},   {UpperLip, LowerLip},  {Nose, UpperLip},     {Nose, Glasses},   {Hair, Hat},
    {Hair, Neck},        {Hair, Cloth},         {Hat, Cloth},         {Necklace, Neck},  {Necklace, Cloth},
    {Neck, Cloth},       {Hair, Earring},       {Hair, Necklace},     {Neck, Earring}};

TEST(LabelMap, NeighboursLookDifferentToEverybody) {
  for (const auto& [a, b] : neighbours) {
    EXPECT_GT(distance(a, b), 30) << faceClasses()[static_cast<std::size_t>(a)].name << " and "
                                  << faceClasses()[static_cast<std::size_t>(b)].name;
  }
  for (int i = 1; i < faceClassCount; ++i) {
    const auto other = static_cast<FaceClass>(i);
    EXPECT_GT(distance(Background, other), 30) << i;
    if (other == Skin) continue;
    EXPECT_GT(distance(Skin, other), 30) << i;
  }
}

TEST(LabelMap, AllClassesLookDifferentToEverybody) {
  for (int i = 0; i < faceClassCount; ++i) {
    for (int j = 0; j < i; ++j) {
      EXPECT_GT(distance(static_cast<FaceClass>(i), static_cast<FaceClass>(j)), 18) << i << " and " << j;
    }
  }
}

TEST(LabelMap, ClassesAreInTheOfficialOrder) {
  std::set<std::string_view> names;
  for (int i = 0; i < faceClassCount; ++i) {
    EXPECT_EQ(static_cast<int>(faceClasses()[static_cast<std::size_t>(i)].id), i);
    names.insert(faceClasses()[static_cast<std::size_t>(i)].name);
  }
  EXPECT_EQ(names.size(), 19u);
  EXPECT_EQ(faceClasses()[4].name, "left_eye");
  EXPECT_EQ(faceClasses()[13].name, "hair");
  EXPECT_EQ(faceClasses()[18].name, "cloth");
}

/// Every class once, in two rows.
Image allClasses() {
  cv::Mat labels(2, 10, CV_8U, cv::Scalar(0));
  for (int i = 0; i < faceClassCount; ++i)
    labels.at<std::uint8_t>(i / 10, i % 10) = static_cast<std::uint8_t>(i);
  return Image(labels);
}

TEST(LabelMap, AFlipSwapsLeftAndRight) {
  const Image flipped = mirrored(allClasses());
  const std::vector<int> expected = {9 - 1, 8 + 1, 6, 7, 4, 5, 3, 2, 1, 0};  // 9<->8, 7<->6, 5<->4
  for (int x = 0; x < 10; ++x)
    EXPECT_EQ(flipped.mat().at<std::uint8_t>(0, x), expected[static_cast<std::size_t>(x)]);
  EXPECT_EQ(cv::norm(mirrored(flipped).mat(), allClasses().mat(), cv::NORM_INF), 0);
  EXPECT_EQ(mirrored(Hair), Hair);
  EXPECT_EQ(mirrored(LeftEar), RightEar);
}

TEST(LabelMap, SharesAddUp) {
  const auto shares = classShares(allClasses());
  EXPECT_NEAR(shares[0], 2 / 20.0, 1e-12);
  for (std::size_t i = 1; i < shares.size(); ++i) EXPECT_NEAR(shares[i], 1 / 20.0, 1e-12);
}

TEST(LabelMap, ColouredUsesTheTable) {
  const Image picture = coloured(allClasses());
  const auto pixel = picture.mat().at<cv::Vec3b>(1, 3);
  const auto& hair = faceClasses()[13].colour;
  EXPECT_EQ(pixel, cv::Vec3b(hair[0], hair[1], hair[2]));
}

class LabelFile : public TemporaryFolderTest {
 protected:
  std::filesystem::path write(const char* name, const cv::Mat& pixels) const {
    cv::imwrite(file(name), pixels);
    return file(name);
  }
  static testing::AssertionResult refused(ErrorKind kind, const std::string& why,
                                          const std::filesystem::path& path, int width = 0, int height = 0) {
    const auto error = errorOf([&] { readLabelMap(path, width, height); });
    if (error && std::string(error->what()).starts_with(path.string() + ": ")) {
      return throwsError(kind, why, [&] { throw *error; });
    }
    return testing::AssertionFailure() << "not refused by name: " << (error ? error->what() : "");
  }
};

TEST_F(LabelFile, GoesThereAndBackAsAPalettePng) {
  writeLabelMap(file("mask.png"), allClasses());
  EXPECT_EQ(cv::norm(readLabelMap(file("mask.png"), 10, 2).mat(), allClasses().mat(), cv::NORM_INF), 0);
  // What other programs show: the colours of the table.
  const cv::Mat shown = cv::imread(file("mask.png"));
  const auto& nose = faceClasses()[2].colour;
  EXPECT_EQ(shown.at<cv::Vec3b>(0, 2), cv::Vec3b(nose[2], nose[1], nose[0]));
}

TEST_F(LabelFile, GreyPngsAreNumbersToo) {
  const auto path = write("grey.png", allClasses().mat());
  EXPECT_EQ(cv::norm(readLabelMap(path).mat(), allClasses().mat(), cv::NORM_INF), 0);
}

TEST_F(LabelFile, WhatDoesNotFitIsRefusedByName) {
  cv::Mat wrong = allClasses().mat().clone();
  wrong.at<std::uint8_t>(1, 4) = 19;
  EXPECT_TRUE(refused(ErrorKind::InvalidArgument, "value 19 at (4, 1)", write("19.png", wrong)));
  EXPECT_TRUE(refused(ErrorKind::InvalidArgument, "10 x 2", write("size.png", allClasses().mat()), 11, 2));
  EXPECT_TRUE(
      refused(ErrorKind::Unsupported, "16 bits", write("deep.png", cv::Mat(2, 2, CV_16U, cv::Scalar(1)))));
  EXPECT_TRUE(
      refused(ErrorKind::Unsupported, "RGB", write("rgb.png", cv::Mat(2, 2, CV_8UC3, cv::Scalar::all(1)))));
  EXPECT_TRUE(
      refused(ErrorKind::Unreadable, "not a PNG", write("photo.jpg", cv::Mat(8, 8, CV_8U, cv::Scalar(1)))));
  EXPECT_TRUE(refused(ErrorKind::NotFound, "does not exist", file("none.png")));
  const auto bytes = readBytes(write("whole.png", cv::Mat(64, 64, CV_8U, cv::Scalar(3))));
  writeBytes(file("half.png"), bytes.substr(0, bytes.size() / 2));
  EXPECT_TRUE(refused(ErrorKind::Unreadable, "truncated", file("half.png")));
}

TEST_F(LabelFile, AFailedWriteIsSaid) {
  EXPECT_TRUE(throwsError(ErrorKind::WriteFailed, "none",
                          [&] { writeLabelMap(file("none") / "mask.png", allClasses()); }));
}

}  // namespace
}  // namespace pentimento::test
