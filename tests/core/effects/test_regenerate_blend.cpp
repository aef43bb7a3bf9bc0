// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/effects/regenerate.h"
#include "tests/support/errors.h"
#include "tests/support/made_photos.h"
#include "tests/support/tilted.h"

namespace pentimento::test {
namespace {

/// Where the label maps differ in a disc of the crop.
Image discMask(int side = 256) {
  cv::Mat parsed = cv::Mat::zeros(side, side, CV_8U), painted = parsed.clone();
  cv::circle(painted, {side / 2, side / 2}, side / 6, 1, cv::FILLED);
  return regenerationMask(Image(parsed), Image(painted), false);
}

Image asFloat(const Image& image) {
  cv::Mat result;
  image.mat().convertTo(result, CV_32F, 1 / image.maximum());
  return Image(result);
}

/// The photo's pixels that the mask reaches, by the alignment's definition, and as much more as interpolation
/// does: two pixels of the crop, or of the photo where these are larger.
cv::Mat reached(const Image& photo, const Alignment& alignment, const Image& mask) {
  const auto map = alignment.cropFromPhoto(mask.width());
  const int margin = cvCeil(2 * std::max(1.0, mask.width() / alignment.side()));
  cv::Mat result = cv::Mat::zeros(photo.mat().size(), CV_8U);
  for (int y = 0; y < result.rows; ++y) {
    for (int x = 0; x < result.cols; ++x) {
      const double u = map(0, 0) * x + map(0, 1) * y + map(0, 2),
                   v = map(1, 0) * x + map(1, 1) * y + map(1, 2);
      const cv::Rect around(cvFloor(u) - margin, cvFloor(v) - margin, 2 * margin + 2, 2 * margin + 2);
      const cv::Rect inside = around & cv::Rect(0, 0, mask.width(), mask.height());
      if (!inside.empty() && cv::countNonZero(mask.mat()(inside)) > 0) result.at<std::uint8_t>(y, x) = 255;
    }
  }
  return result;
}

TEST(BlendRegenerated, ChangesNothingBeyondTheMask) {
  const Image mask = discMask(), generated(cv::Mat(256, 256, CV_32FC3, cv::Scalar(0.9, 0.2, 0.1)));
  for (const int type : {CV_8UC3, CV_16UC3}) {
    cv::Mat noise(500, 700, type);
    cv::randu(noise, 0, type == CV_8UC3 ? 256 : 65536);
    const Image photo(noise);
    for (const auto& alignment :
         {tilted({340.3, 240.8}, 611, 13), tilted({600, 80}, 420, -40), tilted({200, 200}, 90, 4)}) {
      const Image before = photo.clone(), result = blendRegenerated(photo, alignment, generated, mask);
      EXPECT_EQ(result.mat().type(), type);
      EXPECT_EQ(cv::norm(result.mat(), photo.mat(), cv::NORM_INF, reached(photo, alignment, mask) == 0), 0);
      EXPECT_GT(cv::norm(result.mat(), photo.mat(), cv::NORM_L1), 0);
      EXPECT_EQ(cv::norm(before.mat(), photo.mat(), cv::NORM_INF), 0) << "the photo itself is left alone";
    }
  }
}

TEST(BlendRegenerated, AnEmptyMaskGivesThePhoto) {
  const Image photo = madeScene(300, 200, 1);
  const Image nothing(cv::Mat(cv::Mat::zeros(256, 256, CV_32F))),
      generated(cv::Mat(256, 256, CV_32FC3, cv::Scalar(1, 0, 0)));
  EXPECT_EQ(cv::norm(blendRegenerated(photo, tilted({150, 100}, 150, 0), generated, nothing).mat(),
                     photo.mat(), cv::NORM_INF),
            0);
}

TEST(BlendRegenerated, WhatWasGeneratedFromThePhotoLandsWhereItCameFrom) {
  cv::Mat smooth = madeScene(600, 500, 3).mat().clone();
  cv::GaussianBlur(smooth, smooth, {}, 4);
  const Image photo(smooth);
  for (const auto& alignment : {tilted({300.4, 250.2}, 450, 21), tilted({300, 250}, 120, 0)}) {
    const Image crop = asFloat(cropFromPhoto(photo, alignment, 256));
    EXPECT_LT(cv::norm(blendRegenerated(photo, alignment, crop, discMask()).mat(), photo.mat(), cv::NORM_INF),
              4)
        << "half a pixel of shift would show more";
  }
}

TEST(BlendRegenerated, SkinThatCameOutLighterLeavesNoSeam) {
  cv::Mat skin(500, 500, CV_8UC3);
  for (int x = 0; x < 500; ++x) skin.col(x).setTo(cv::Scalar(180 + x / 20, 130 + x / 20, 110 + x / 20));
  const Image photo(skin);
  const auto alignment = tilted({250, 250}, 400, 10);
  Image generated = asFloat(cropFromPhoto(photo, alignment, 256));
  generated.mat() += cv::Scalar(0.08, 0.07, 0.05);
  cv::circle(generated.mat(), {128, 128}, 8, cv::Scalar(0.2, 0.1, 0.1), cv::FILLED);  // what the user wanted
  const Image result = blendRegenerated(photo, alignment, generated, discMask());
  for (int x = 150; x < 215; ++x) {
    const auto& pixel = result.mat().at<cv::Vec3b>(250, x);
    ASSERT_NEAR(pixel[0], 180 + x / 20, 3) << x << "; uncorrected it is 20 lighter";
  }
  EXPECT_LT(result.mat().at<cv::Vec3b>(250, 250)[0], 80);
}

TEST(BlendRegenerated, EnlargesWithoutStairs) {
  const Image photo(cv::Mat(2000, 2000, CV_16UC3, cv::Scalar::all(30000)));
  cv::Mat ramp(256, 256, CV_32FC3);
  for (int x = 0; x < 256; ++x) ramp.col(x).setTo(cv::Scalar::all(x / 255.0));
  const Image mask = regenerationMask(Image(cv::Mat(cv::Mat::zeros(256, 256, CV_8U))),
                                      Image(cv::Mat(cv::Mat::zeros(256, 256, CV_8U))), true);
  const Image result = blendRegenerated(photo, Alignment::wholePicture(2000, 2000), Image(ramp), mask);
  const auto stepAt = [&](int x) {
    return result.mat().at<cv::Vec3w>(1000, x)[0] - result.mat().at<cv::Vec3w>(1000, x - 1)[0];
  };
  for (int x = 800; x < 1200; ++x)
    ASSERT_NEAR(stepAt(x), stepAt(x - 1), 4) << x << "; positions rounded to 1/32 pixel would give 8 or more";
}

TEST(BlendRegenerated, AMaskThatIsFullUpToTheBorderStaysInsideTheSquare) {
  const Image photo(cv::Mat(300, 300, CV_8UC3, cv::Scalar::all(100)));
  const Image full(cv::Mat(256, 256, CV_32F, cv::Scalar(1))),
      generated(cv::Mat(256, 256, CV_32FC3, cv::Scalar::all(1)));
  const Image result = blendRegenerated(photo, tilted({150, 150}, 120, 45), generated, full);
  EXPECT_EQ(result.mat().at<cv::Vec3b>(150, 150)[0], 255);
  EXPECT_EQ(result.mat().at<cv::Vec3b>(100, 100)[0], 100)
      << "in the box around the turned square, not in the square";
}

TEST(BlendRegenerated, StopsWhenAskedAndRefusesOtherPictures) {
  const Image photo = madeScene(100, 80, 1), mask = discMask();
  const Image generated(cv::Mat(256, 256, CV_32FC3, cv::Scalar(1, 0, 0)));
  const auto alignment = tilted({50, 40}, 60, 0);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_TRUE(throwsError(ErrorKind::Cancelled, "", [&] {
    blendRegenerated(photo, alignment, generated, mask, Progress({}, stop.get_token()));
  }));
  EXPECT_TRUE(
      throwsError(ErrorKind::InvalidArgument, "", [&] { blendRegenerated(photo, alignment, mask, mask); }));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "",
                          [&] { blendRegenerated(mask, alignment, generated, mask); }));
}

}  // namespace
}  // namespace pentimento::test
