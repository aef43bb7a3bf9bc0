// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/uv_map.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "core/face/texture_fill.h"
#include "tests/core/face/analytic_head.h"
#include "tests/support/errors.h"

namespace pentimento {
namespace {

using namespace test;

Alignment whole(const Image& picture) {
  return {{(picture.width() - 1) / 2.0, (picture.height() - 1) / 2.0},
          {picture.width() / 2.0, 0},
          {0, picture.height() / 2.0}};
}

/// A photo of the head: its texture rendered over grey.
Image photoOf(const PositionMap& head, const Image& texture, int size) {
  const auto rendered = renderTexture(texture, head, size);
  Image photo(cv::Mat(size, size, CV_8UC3, cv::Scalar(128, 128, 128)));
  rendered.image.mat().copyTo(photo.mat(), rendered.coverage.mat() > 0);
  return photo;
}

double shareOf(const Image& visibility, int value) {
  return static_cast<double>(cv::countNonZero(visibility.mat() == value)) /
         cv::countNonZero(visibility.mat());
}

TEST(UvMap, AFrontalFaceComesBackAsItWas) {
  const auto head = ellipsoidHead(0);
  const Image photo = softPicture(256, 256, 1);
  const auto unwrapped = unwrap(photo, whole(photo), head);
  ASSERT_EQ(unwrapped.texture.width(), 256);
  const auto rendered = renderTexture(unwrapped.texture, head, 256);
  EXPECT_GT(psnrInside(rendered.image, photo, rendered.coverage), 38);
  EXPECT_GT(shareOf(unwrapped.visibility, 255), 0.9);
}

TEST(UvMap, ARenderedFaceHasNoCracksAndASoftOutline) {
  for (const double yaw : {0.0, 25.0}) {
    const auto rendered = renderTexture(softPicture(256, 256, 1), ellipsoidHead(yaw), 300);
    std::vector<std::vector<cv::Point>> outlines;
    cv::findContours(rendered.coverage.mat() > 127, outlines, cv::RETR_LIST, cv::CHAIN_APPROX_NONE);
    EXPECT_EQ(outlines.size(), 1U) << "holes or islands at yaw " << yaw;
    const auto partly =
        cv::countNonZero(rendered.coverage.mat() > 0) - cv::countNonZero(rendered.coverage.mat() == 255);
    const auto outline = static_cast<int>(outlines.at(0).size());
    EXPECT_GT(partly, outline / 2);
    EXPECT_LT(partly, 4 * outline);
  }
}

TEST(UvMap, WhatIsTurnedAwayIsFilledFromTheOtherSide) {
  const auto head = ellipsoidHead(40);
  const Image texture = symmetricTexture(256), photo = photoOf(head, texture, 512);
  const auto unwrapped = unwrap(photo, whole(photo), head);
  // The subject looks to its left: its left side, the texture's right one, is turned away.
  EXPECT_EQ(unwrapped.visibility.mat().at<std::uint8_t>(128, 235), 128);
  EXPECT_EQ(unwrapped.visibility.mat().at<std::uint8_t>(128, 60), 255);
  EXPECT_GT(shareOf(unwrapped.visibility, 128), 0.05);
  const auto inOval = [&](int value) { return Image(cv::Mat(unwrapped.visibility.mat() == value)); };
  EXPECT_GT(psnrInside(unwrapped.texture, texture, inOval(255)), 32);
  EXPECT_GT(psnrInside(unwrapped.texture, texture, inOval(128)), 26);
}

TEST(UvMap, TheFillTakesTheLightOfItsSurroundings) {
  const auto head = ellipsoidHead(35);
  Image texture(cv::Mat(256, 256, CV_8UC3, cv::Scalar(100, 100, 100)));
  texture.mat().colRange(128, 256).setTo(cv::Scalar(160, 160, 160));  // light from one side
  cv::GaussianBlur(texture.mat(), texture.mat(), {}, 20);
  const Image photo = photoOf(head, texture, 512);
  const auto unwrapped = unwrap(photo, whole(photo), head);
  ASSERT_EQ(unwrapped.visibility.mat().at<std::uint8_t>(128, 230), 128);
  EXPECT_NEAR(unwrapped.texture.mat().at<cv::Vec3b>(128, 230)[1], 160, 12) << "100 is the other side's light";
}

TEST(UvMap, WhatLiesBehindIsHiddenAlthoughItFacesTheCamera) {
  const auto visibility = [](const PositionMap& map) {
    const Image photo = softPicture(256, 256, 1);
    return unwrap(photo, whole(photo), map).visibility;
  };
  // Turned to the picture's right, the ridge covers the board on that side.
  EXPECT_EQ(visibility(ridgedBoard(35, 0.15)).mat().at<std::uint8_t>(128, 150), 128);
  EXPECT_EQ(visibility(ridgedBoard(35, 0.15)).mat().at<std::uint8_t>(128, 105), 255);
  EXPECT_EQ(visibility(ridgedBoard(35, 0.0)).mat().at<std::uint8_t>(128, 150), 255);
}

TEST(UvMap, WhatIsHiddenIsNotRendered) {
  Image texture(cv::Mat(256, 256, CV_8UC3, cv::Scalar(0, 200, 0)));
  texture.mat().colRange(225, 256).setTo(cv::Scalar(255, 0, 0));
  const auto redPixels = [&](double yaw) {
    const auto rendered = renderTexture(texture, ellipsoidHead(yaw), 256);
    cv::Mat red;
    cv::extractChannel(rendered.image.mat(), red, 0);
    return cv::countNonZero((red > 128) & (rendered.coverage.mat() > 128));
  };
  EXPECT_GT(redPixels(-40), 300);
  EXPECT_EQ(redPixels(50), 0);
}

TEST(UvMap, ThePhotosBorderHides) {
  const Image photo = softPicture(256, 256, 1);
  auto alignment = whole(photo);
  alignment.centre.x += 90;  // the crop reaches far beyond the right border
  const auto unwrapped = unwrap(photo, alignment, ellipsoidHead(0));
  EXPECT_EQ(unwrapped.visibility.mat().at<std::uint8_t>(128, 40), 255);
  EXPECT_EQ(unwrapped.visibility.mat().at<std::uint8_t>(128, 215), 128);
}

TEST(UvMap, TheFlippedTextureIsTheMirroredFace) {
  const Image photo = softPicture(256, 256, 3);
  const auto ofFace = unwrap(photo, whole(photo), ellipsoidHead(20));
  const auto ofMirrored = unwrap(mirroredTexture(photo), whole(photo), ellipsoidHead(-20));
  Image both(cv::Mat(ofMirrored.visibility.mat() == 255));
  EXPECT_GT(psnrInside(ofMirrored.texture, mirroredTexture(ofFace.texture), both), 40);
}

TEST(UvMap, DepthAndChannelsAreThePhotos) {
  cv::Mat deep, grey;
  softPicture(256, 256, 1).mat().convertTo(deep, CV_16U, 257);
  cv::cvtColor(softPicture(256, 256, 1).mat(), grey, cv::COLOR_RGB2GRAY);
  const auto head = ellipsoidHead(10);
  for (const auto& photo : {Image(deep), Image(grey)}) {
    const auto texture = unwrap(photo, whole(photo), head, 128).texture;
    EXPECT_EQ(texture.mat().type(), photo.mat().type());
    EXPECT_EQ(renderTexture(texture, head, 64).image.mat().type(), photo.mat().type());
    EXPECT_NEAR(cv::mean(texture.mat())[0] / texture.maximum(), 0.5, 0.2);
  }
}

TEST(UvMap, APhotoFinerThanTheTextureIsAveraged) {
  Image photo(2048, 2048, 3, PixelDepth::U8);
  for (int y = 0; y < photo.height(); ++y)
    for (int x = 0; x < photo.width(); ++x)
      photo.mat().at<cv::Vec3b>(y, x) = (x + y) % 2 ? cv::Vec3b(255, 255, 255) : cv::Vec3b(0, 0, 0);
  const auto unwrapped = unwrap(photo, whole(photo), ellipsoidHead(0));
  cv::Mat spreadOfValues, mean;
  cv::meanStdDev(unwrapped.texture.mat(), mean, spreadOfValues, unwrapped.visibility.mat() == 255);
  EXPECT_NEAR(mean.at<double>(0), 127.5, 3);
  EXPECT_LT(spreadOfValues.at<double>(0), 8);
}

TEST(UvMap, RefusesWhatIsNoMap) {
  const Image photo = softPicture(64, 64, 1);
  auto map = ellipsoidHead(0);
  map.face = Image(32, 32, 1, PixelDepth::U8);
  EXPECT_TRUE(
      throwsError(ErrorKind::InvalidArgument, "position map", [&] { unwrap(photo, whole(photo), map); }));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "photo", [&] { unwrap({}, {}, ellipsoidHead(0)); }));
  EXPECT_TRUE(
      throwsError(ErrorKind::InvalidArgument, "texture", [&] { renderTexture({}, ellipsoidHead(0), 64); }));
}

TEST(HeadTurn, IsTheAngleOfTheHead) {
  for (const double yaw : {-50.0, -15.0, 0.0, 30.0, 60.0}) {
    const auto turn = headTurn(ellipsoidHead(yaw));
    EXPECT_NEAR(turn.yaw, yaw, 1);
    EXPECT_NEAR(turn.pitch, headTurn(ellipsoidHead(0)).pitch, 1);
  }
  for (const double pitch : {-20.0, 15.0})
    EXPECT_NEAR(headTurn(ellipsoidHead(0, pitch)).pitch - headTurn(ellipsoidHead(0)).pitch, pitch, 1);
}

TEST(Spread, CarriesWhatIsKnownIntoTheRest) {
  cv::Mat values(64, 64, CV_32FC3, cv::Scalar(9, 9, 9)), weight = cv::Mat::zeros(64, 64, CV_32F);
  values(cv::Rect(20, 20, 8, 8)) = cv::Scalar(0.25, 0.5, 0.75);
  weight(cv::Rect(20, 20, 8, 8)) = 1;
  const cv::Mat all = spread(values, weight);
  double low, high;
  cv::minMaxLoc(all.reshape(1), &low, &high);
  EXPECT_NEAR(low, 0.25, 1e-3);
  EXPECT_NEAR(high, 0.75, 1e-3);
}

}  // namespace
}  // namespace pentimento
