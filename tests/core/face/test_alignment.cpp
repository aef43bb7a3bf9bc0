// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/face/alignment.h"
#include "core/image/image_io.h"
#include "tests/core/face/face_photos.h"
#include "tests/support/errors.h"
#include "tests/support/tilted.h"

namespace pentimento::test {
namespace {

double psnr(const cv::Mat& a, const cv::Mat& b, const cv::Mat& where) {
  return 20 *
         std::log10(255 / (cv::norm(a, b, cv::NORM_L2, where) / std::sqrt(3.0 * cv::countNonZero(where))));
}

TEST(Alignment, FollowsTheConvention) {
  Landmarks landmarks{};
  for (std::size_t i = 36; i < 42; ++i) landmarks[i] = {100, 100};
  for (std::size_t i = 42; i < 48; ++i) landmarks[i] = {140, 100};
  landmarks[48] = {110, 150};
  landmarks[54] = {130, 150};
  // eye_to_eye (40, 0), eye_to_mouth (0, 50): x = (40 + 50, 0) normalised, times max(80, 90); centre (120,
  // 100 + 5).
  const auto alignment = Alignment::fromLandmarks(landmarks);
  EXPECT_NEAR(cv::norm(alignment.centre - cv::Point2d(120, 105)), 0, 1e-9);
  EXPECT_NEAR(cv::norm(alignment.x - cv::Point2d(90, 0)), 0, 1e-9);
  EXPECT_NEAR(cv::norm(alignment.y - cv::Point2d(0, 90)), 0, 1e-9);
  EXPECT_NEAR(alignment.side(), 180, 1e-9);
  EXPECT_NEAR(alignment.rollDegrees(), 0, 1e-9);
}

TEST(Alignment, TurnsWithTheFace) {
  Landmarks landmarks{};
  const double angle = 0.3;
  const auto turn = [&](double x, double y) {
    return cv::Point2d(x * std::cos(angle) - y * std::sin(angle), x * std::sin(angle) + y * std::cos(angle));
  };
  for (std::size_t i = 36; i < 42; ++i) landmarks[i] = turn(100, 100);
  for (std::size_t i = 42; i < 48; ++i) landmarks[i] = turn(140, 100);
  landmarks[48] = turn(110, 150);
  landmarks[54] = turn(130, 150);
  const auto alignment = Alignment::fromLandmarks(landmarks);
  EXPECT_NEAR(alignment.rollDegrees(), angle * 180 / CV_PI, 1e-9);
  EXPECT_NEAR(cv::norm(alignment.centre - turn(120, 105)), 0, 1e-9);
  EXPECT_NEAR(alignment.side(), 180, 1e-9);
}

TEST(Alignment, MapsPixelCentres) {
  const auto whole = Alignment::wholePicture(64, 64);
  const auto m = whole.photoFromCrop(32);  // pixel 0 covers the photo's 0 and 1
  EXPECT_NEAR(m(0, 2), 0.5, 1e-12);
  EXPECT_NEAR(m(0, 0), 2, 1e-12);
  const auto same = whole.photoFromCrop(64);
  EXPECT_NEAR(cv::norm(same - cv::Matx23d(1, 0, 0, 0, 1, 0)), 0, 1e-12);
}

TEST(Alignment, TheWholePictureIsItself) {
  const Image photo = shippedSample("astronaut_nasa.jpg");
  const Image crop = cropFromPhoto(photo, Alignment::wholePicture(512, 512), 512);
  EXPECT_EQ(cv::norm(crop.mat(), photo.mat(), cv::NORM_INF), 0);
}

TEST(Alignment, ThereAndBackCostsOnlyTheInterpolation) {
  const Image photo = shippedSample("astronaut_nasa.jpg");
  cv::Mat large;
  cv::resize(photo.mat(), large, {}, 2, 2, cv::INTER_CUBIC);
  // A crop of 512 pixels of a face that is 512 wide, turned and off the pixel grid.
  const auto alignment = tilted({500.3, 420.6}, 512, 17);
  Image coverage;
  const Image back =
      photoFromCrop(cropFromPhoto(Image(large), alignment, 512), alignment, Image(large), &coverage);
  cv::Mat inside;
  cv::erode(coverage.mat() == 255, inside, cv::Mat::ones(9, 9, CV_8U));
  EXPECT_GT(cv::countNonZero(inside), 240000);
  EXPECT_GT(psnr(back.mat(), large, inside), 38);
  EXPECT_EQ(cv::norm(back.mat(), large, cv::NORM_INF, coverage.mat() == 0), 0) << "outside nothing changes";
}

TEST(Alignment, KeepsDepth) {
  cv::Mat deep;
  shippedSample("abe.jpg").mat().convertTo(deep, CV_16U, 257);
  const auto alignment = tilted({200, 200}, 150, -8);
  const Image photo(deep), crop = cropFromPhoto(photo, alignment, 150);
  EXPECT_EQ(crop.depth(), PixelDepth::U16);
  EXPECT_EQ(photoFromCrop(crop, alignment, photo).depth(), PixelDepth::U16);
}

TEST(Alignment, ReducesWithoutAliasing) {
  cv::Mat stripes(2000, 2000, CV_8UC3, cv::Scalar::all(0));
  for (int x = 0; x < 2000; x += 2) stripes.col(x).setTo(cv::Scalar::all(255));
  for (const double side : {300.0, 700.0, 1800.0}) {
    const Image crop = cropFromPhoto(Image(stripes), tilted({1000, 1000}, side, 3), 128);
    cv::Scalar mean, deviation;
    cv::meanStdDev(crop.mat(), mean, deviation);
    EXPECT_NEAR(mean[0], 127.5, 1.5) << side;
    EXPECT_LT(deviation[0], 20) << side << "; the stripes themselves have 127";
  }
}

TEST(Alignment, EnlargesWithoutSteps) {
  cv::Mat ramp(64, 64, CV_16UC3);
  for (int x = 0; x < 64; ++x) ramp.col(x).setTo(cv::Scalar::all(x * 1000));
  const Image photo(cv::Mat(1500, 1500, CV_16UC3, cv::Scalar::all(0)));
  const Image back = photoFromCrop(Image(ramp), Alignment::wholePicture(1500, 1500), photo);
  for (int x = 100; x < 1400; ++x) {
    const int step = back.mat().at<cv::Vec3w>(700, x)[0] - back.mat().at<cv::Vec3w>(700, x - 1)[0];
    ASSERT_NEAR(step, 1000 * 64 / 1500.0, 2) << x;
  }
}

TEST(Alignment, OutsideThePhotoItIsReflectedAndBlurred) {
  const Image photo = shippedSample("astronaut_nasa.jpg");
  const auto alignment = tilted({39.5, 119.5}, 200, 0);  // 60 pixels beyond the left border
  const Image crop = cropFromPhoto(photo, alignment, 200);
  EXPECT_EQ(cv::norm(crop.mat().colRange(61, 200), photo.mat()(cv::Rect(1, 20, 139, 200)), cv::NORM_INF), 0)
      << "inside the photo nothing is blurred";
  cv::Mat reflected, blurred;
  cv::flip(photo.mat()(cv::Rect(1, 20, 60, 200)), reflected, 1);
  EXPECT_LT(cv::norm(crop.mat().colRange(55, 59), reflected.colRange(55, 59), cv::NORM_L1) / (4 * 200 * 3),
            8);
  cv::GaussianBlur(reflected, blurred, {}, 4);
  EXPECT_LT(cv::norm(crop.mat().colRange(12, 35), blurred.colRange(12, 35), cv::NORM_L1) / (23 * 200 * 3), 3);
  EXPECT_NO_THROW(cropFromPhoto(photo, tilted({-3000, 9000}, 200, 30), 64)) << "far off";
}

TEST(Alignment, FacesInTheConventionStayWhereTheyAre) {
  const FaceDetector detector;
  for (const char* file : {"tpdne_1.jpg", "tpdne_2.jpg", "tpdne_3.jpg"}) {
    const Image photo = readPhoto(std::filesystem::path(PENTIMENTO_TEST_DATA) / "faces" / file).image;
    const auto faces = detector.detect(photo);
    ASSERT_EQ(faces.size(), 1u) << file;
    const auto found = Alignment::fromLandmarks(faces[0].landmarks);
    const auto whole = Alignment::wholePicture(photo.width(), photo.height());
    double shift = 0;
    for (const double u : {-1.0, 1.0}) {
      for (const double v : {-1.0, 1.0}) {
        shift +=
            cv::norm(found.centre + u * found.x + v * found.y - whole.centre - u * whole.x - v * whole.y) / 4;
      }
    }
    EXPECT_LT(shift, 0.04 * photo.width()) << file;
  }
}

TEST(Alignment, LabelsGoThereAndBack) {
  cv::Mat labels(128, 128, CV_8U, cv::Scalar(0));
  cv::circle(labels, {64, 64}, 40, 1, cv::FILLED);
  cv::circle(labels, {50, 55}, 8, 5, cv::FILLED);
  cv::rectangle(labels, {60, 80, 30, 3}, 12, cv::FILLED);
  const auto alignment = tilted({400.2, 300.7}, 500, 12);
  const Image large = labelsInPhoto(Image(labels), alignment, 800, 600);
  EXPECT_EQ(large.width(), 800);
  EXPECT_EQ(large.mat().at<std::uint8_t>(5, 5), 0);
  EXPECT_EQ(large.mat().at<std::uint8_t>(290, 480), 1);
  const Image back = labelsInCrop(large, alignment, 128);
  EXPECT_LT(cv::countNonZero(back.mat() != labels), 128 * 128 / 200);
}

TEST(Alignment, LabelEdgesAreSmoothInThePhoto) {
  cv::Mat labels(64, 64, CV_8U, cv::Scalar(0));
  cv::circle(labels, {32, 32}, 20, 1, cv::FILLED);
  const Image large = labelsInPhoto(Image(labels), Alignment::wholePicture(1024, 1024), 1024, 1024);
  std::vector<std::vector<cv::Point>> outlines;
  cv::findContours(large.mat(), outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
  ASSERT_EQ(outlines.size(), 1u);
  double least = 1e9, most = 0;
  for (const auto& p : outlines[0]) {
    const double radius = cv::norm(cv::Point2d(p) - cv::Point2d(519.5, 519.5));
    least = std::min(least, radius);
    most = std::max(most, radius);
  }
  EXPECT_LT(most - least, 16) << "stairs of the crop's pixels would be 16 high and more";
}

TEST(Alignment, RefusesWhatIsNoLabelMap) {
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "label map", [] {
    labelsInPhoto(Image(cv::Mat(8, 8, CV_8UC3)), Alignment::wholePicture(8, 8), 8, 8);
  }));
}

}  // namespace
}  // namespace pentimento::test
