// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/painted_makeup.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "core/face/label_map.h"
#include "core/face/texture_layout.h"
#include "core/face/texture_regions.h"
#include "tests/support/errors.h"

namespace pentimento::test {
namespace {

constexpr int makeupSide = 128;

cv::Mat region(const std::array<Image, makeupRegionCount>& all, MakeupRegion wanted) {
  return all[static_cast<std::size_t>(wanted)].mat();
}

double at(const cv::Mat& mask, double u, double v) {
  return mask.at<float>(static_cast<int>(v * mask.rows), static_cast<int>(u * mask.cols));
}

cv::Mat3f skin() {
  return cv::Mat3f(makeupSide, makeupSide, cv::Vec3f(0.8F, 0.62F, 0.55F));
}

cv::Vec3f colourAt(const cv::Mat& texture, double u, double v) {
  return texture.at<cv::Vec3f>(static_cast<int>(v * makeupSide), static_cast<int>(u * makeupSide));
}

TEST(TextureRegions, ShareTheFaceAndLeaveEyeballsOut) {
  const auto regions = textureRegions(makeupSide);
  cv::Mat sum = cv::Mat::zeros(makeupSide, makeupSide, CV_32F);
  for (const auto& each : regions) sum += each.mat();
  double least = 0, most = 0;
  cv::minMaxLoc(sum, &least, &most);
  EXPECT_LE(most, 1.0001);
  EXPECT_LT(at(sum, 0.35, 0.379), 0.1) << "an eyeball";
  EXPECT_GT(at(region(regions, MakeupRegion::Lips), 0.5, 0.72), 0.9);
  EXPECT_GT(at(region(regions, MakeupRegion::Eyes), 0.35, 0.335), 0.7) << "a lid";
  EXPECT_GT(at(region(regions, MakeupRegion::Brows), 0.335, 0.27), 0.5);
  EXPECT_GT(at(region(regions, MakeupRegion::Skin), 0.25, 0.55), 0.99) << "a cheek";
  EXPECT_GT(at(sum, 0.25, 0.55), 0.99);
}

TEST(TextureRegions, AreAlikeOnBothSides) {
  for (const auto& each : textureRegions(makeupSide)) {
    cv::Mat other;
    cv::flip(each.mat(), other, 1);
    EXPECT_LT(cv::norm(each.mat(), other, cv::NORM_INF), 0.12);
  }
}

TEST(TextureRegions, FollowTheLabelsOfAFaceWithAnOpenMouth) {
  cv::Mat labels(makeupSide, makeupSide, CV_8U, cv::Scalar(static_cast<int>(FaceClass::Skin)));
  const auto fill = [&](double top, double bottom, FaceClass id) {
    cv::rectangle(labels, cv::Point(cvRound(0.42 * makeupSide), cvRound(top * makeupSide)),
                  cv::Point(cvRound(0.58 * makeupSide), cvRound(bottom * makeupSide)), static_cast<int>(id),
                  cv::FILLED);
  };
  fill(0.65, 0.67, FaceClass::UpperLip);
  fill(0.67, 0.71, FaceClass::Mouth);
  fill(0.71, 0.735, FaceClass::LowerLip);
  const auto regions = textureRegions(makeupSide, Image(labels));
  cv::Mat sum = cv::Mat::zeros(makeupSide, makeupSide, CV_32F);
  for (const auto& each : regions) sum += each.mat();
  EXPECT_LT(at(sum, 0.5, 0.69), 0.2) << "teeth wear nothing";
  EXPECT_GT(at(region(regions, MakeupRegion::Lips), 0.5, 0.722), 0.8);
  // A label far from its part is a mistake of the parser.
  fill(0.2, 0.25, FaceClass::LowerLip);
  EXPECT_LT(at(region(textureRegions(makeupSide, Image(labels)), MakeupRegion::Lips), 0.5, 0.22), 0.01);
}

TEST(TextureRegions, HaveNames) {
  for (const auto each : makeupRegions) EXPECT_EQ(makeupRegionNamed(nameOf(each)), each);
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "'chin'", [] { makeupRegionNamed("chin"); }));
}

TEST(PaintedMakeup, NothingChangesNothing) {
  EXPECT_EQ(cv::norm(painted(skin(), {}), skin(), cv::NORM_INF), 0);
}

TEST(PaintedMakeup, ALipstickColoursLipsToTheEdgeAndNotBeyond) {
  MakeupStyle style;
  style.lips.colour = {0.6F, 0.05F, 0.15F};
  style.lips.opacity = 1;
  const cv::Mat result = painted(skin(), style);
  EXPECT_LT(cv::norm(colourAt(result, 0.5, 0.72) - style.lips.colour), 0.1);
  EXPECT_EQ(cv::norm(colourAt(result, 0.5, 0.80) - colourAt(skin(), 0.5, 0.80)), 0);
  EXPECT_EQ(cv::norm(colourAt(result, 0.35, 0.34) - colourAt(skin(), 0.35, 0.34)), 0);
}

TEST(PaintedMakeup, PigmentsKeepTheTexturesOwnLight) {
  cv::Mat3f texture = skin();
  texture(cv::Rect(0, 0, makeupSide / 2, makeupSide)) *= 0.6;  // one half lies in the shade
  MakeupStyle style;
  style.lips.opacity = 1;
  const cv::Mat result = painted(texture, style);
  const auto dark = colourAt(result, 0.44, 0.72), light = colourAt(result, 0.56, 0.72);
  EXPECT_LT(dark[0], 0.9F * light[0]);
}

TEST(PaintedMakeup, EachPartLandsWhereItBelongs) {
  const auto changedAt = [](const MakeupStyle& style, double u, double v) {
    return cv::norm(colourAt(painted(skin(), style), u, v) - colourAt(skin(), u, v));
  };
  MakeupStyle shadow, liner, blush, brows, contour, foundation, lashes;
  shadow.shadow.opacity = shadow.shadow.highlight = 0.8;
  liner.liner = {.opacity = 1, .width = 0.012, .wing = 1};
  blush.blush.opacity = 0.6;
  brows.brows.opacity = 0.8;
  contour.contour = 0.8;
  foundation.foundation.tint = {0.05F, 0.05F, 0.05F};
  lashes.lashes = 1;
  EXPECT_GT(changedAt(shadow, 0.35, 0.345), 0.15);
  EXPECT_GT(changedAt(liner, 0.345, 0.346), 0.3);
  EXPECT_GT(changedAt(liner, 0.26, 0.362), 0.1) << "the wing";
  EXPECT_GT(changedAt(blush, 0.27, 0.54), 0.08);
  auto wide = blush;
  wide.blush.spread = 1.6;
  EXPECT_GT(changedAt(wide, 0.36, 0.58), 3 * changedAt(blush, 0.36, 0.58));
  auto lower = blush;
  lower.blush.shift = {0, 0.04};
  EXPECT_NEAR(changedAt(lower, 0.27, 0.58), changedAt(blush, 0.27, 0.54), 0.01);
  EXPECT_GT(changedAt(brows, 0.335, 0.27), 0.2);
  EXPECT_GT(changedAt(contour, 0.19, 0.60), 0.05);
  EXPECT_GT(changedAt(foundation, 0.5, 0.25), 0.05);
  EXPECT_GT(changedAt(lashes, 0.345, 0.35), 0.05);
  for (const auto& style : {shadow, liner, brows, lashes}) EXPECT_LT(changedAt(style, 0.25, 0.6), 0.02);
  for (const auto& style : {shadow, liner, blush, brows, lashes})
    EXPECT_LT(changedAt(style, 0.5, 0.72), 0.02);
}

TEST(PaintedMakeup, StaysWithinRange) {
  cv::Mat3f texture(makeupSide, makeupSide);
  cv::RNG random(1);
  random.fill(texture, cv::RNG::UNIFORM, 0, 1);
  MakeupStyle style;
  style.lips = {.opacity = 1, .gloss = 1, .liner = 1};
  style.foundation = {{0.3F, 0.3F, 0.3F}, 1};
  style.contour = 1;
  double least = 0, most = 0;
  cv::minMaxLoc(painted(texture, style).reshape(1), &least, &most);
  EXPECT_GE(least, 0);
  EXPECT_LE(most, 1);
}

}  // namespace
}  // namespace pentimento::test
