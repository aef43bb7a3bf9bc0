// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/added_parts.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "core/face/label_map.h"
#include "tests/support/difference.h"

namespace pentimento {
namespace {

constexpr int bustSide = 96;

/// Grey background, a face, below it a neck 40 pixels wide and clothes beside and under it.
struct Bust {
  cv::Mat picture{bustSide, bustSide, CV_8UC3, cv::Scalar::all(100)},
      labels = cv::Mat::zeros(bustSide, bustSide, CV_8U);
  explicit Bust(double light = 1) {
    put({8, 72, 80, 24}, cv::Scalar(60, 60, 120) * light, FaceClass::Cloth);
    put({28, 58, 40, 28}, cv::Scalar(200, 150, 130) * light, FaceClass::Neck);
    put({24, 10, 48, 54}, cv::Scalar(210, 160, 140) * light, FaceClass::Skin);
  }
  void put(const cv::Rect& where, const cv::Scalar& colour, FaceClass id) {
    picture(where).setTo(colour);
    labels(where).setTo(static_cast<int>(id));
  }
  cv::Mat where(FaceClass id) const { return labels == static_cast<int>(id); }
};

TEST(AddedParts, AnotherBackdropLeavesThePersonAlone) {
  const Bust before;
  Bust bust;
  cv::RNG random(1);
  replaceBackdrop(bust.picture, bust.labels, cv::Mat(30, 50, CV_8UC3, cv::Scalar(0, 255, 0)), random);
  cv::Mat person = ~before.where(FaceClass::Background), inner, outer;
  cv::erode(person, inner, {}, {-1, -1}, 5);
  cv::dilate(person, outer, {}, {-1, -1}, 5);
  EXPECT_EQ(cv::countNonZero(test::differing(bust.picture, before.picture) & inner), 0);
  cv::Mat backdrop;
  cv::inRange(bust.picture, cv::Scalar(0, 254, 0), cv::Scalar(1, 255, 1), backdrop);
  EXPECT_EQ(cv::countNonZero(~backdrop & ~outer), 0);
}

TEST(AddedParts, OtherClothesKeepTheirLight) {
  Bust bust;
  bust.put({8, 72, 20, 24}, cv::Scalar(30, 30, 60), FaceClass::Cloth);  // a sleeve in the shade
  const auto before = bust;
  cv::RNG random(2);
  replaceCloth(bust.picture, bust.labels, cv::Mat(200, 300, CV_8UC3, cv::Scalar(160, 40, 40)), random);
  cv::Mat inner;
  cv::dilate(before.where(FaceClass::Cloth), inner, {}, {-1, -1}, 4);
  EXPECT_EQ(cv::countNonZero(test::differing(bust.picture, before.picture) & ~inner), 0);
  const auto shade = bust.picture.at<cv::Vec3b>(90, 14), lit = bust.picture.at<cv::Vec3b>(90, 80);
  EXPECT_GT(lit[0], 2 * lit[2]) << "red";
  EXPECT_NEAR(static_cast<double>(shade[0]) / lit[0], 0.5, 0.1);
}

TEST(AddedParts, ADrawnNecklaceLiesOnNeckAndClothes) {
  cv::RNG random(3);
  int drawn = 0;
  for (int i = 0; i < 30; ++i) {
    const Bust before;
    Bust bust;
    if (!drawNecklace(bust.picture, bust.labels, random)) {
      EXPECT_EQ(cv::countNonZero(test::differing(bust.picture, before.picture)), 0);
      EXPECT_EQ(cv::countNonZero(bust.labels != before.labels), 0);
      continue;
    }
    ++drawn;
    const cv::Mat necklace = bust.where(FaceClass::Necklace);
    EXPECT_GT(cv::countNonZero(necklace), 9);
    EXPECT_EQ(cv::countNonZero(necklace & ~(before.where(FaceClass::Neck) | before.where(FaceClass::Cloth))),
              0);
    EXPECT_EQ(cv::countNonZero((bust.labels != before.labels) & ~necklace), 0) << "no other label changes";
    EXPECT_GT(cv::countNonZero(test::differing(bust.picture, before.picture) & necklace),
              0.8 * cv::countNonZero(necklace));
    cv::Mat face;  // but for a soft edge
    cv::erode(before.where(FaceClass::Skin), face, {}, {-1, -1}, 4);
    EXPECT_EQ(cv::countNonZero(test::differing(bust.picture, before.picture) & face), 0);
  }
  EXPECT_GT(drawn, 20);
}

TEST(AddedParts, ThereIsNoNecklaceWithoutANeck) {
  Bust bust;
  bust.put({28, 58, 40, 28}, {200, 150, 130}, FaceClass::Cloth);  // a polo neck
  const auto before = bust;
  cv::RNG random(4);
  Bust donor;
  donor.put({30, 70, 36, 4}, {250, 240, 40}, FaceClass::Necklace);
  for (int i = 0; i < 10; ++i) {
    EXPECT_FALSE(drawNecklace(bust.picture, bust.labels, random));
    EXPECT_FALSE(pasteNecklace(bust.picture, bust.labels, donor.picture, donor.labels, random));
  }
  EXPECT_EQ(cv::countNonZero(test::differing(bust.picture, before.picture)), 0);
  EXPECT_EQ(cv::countNonZero(bust.labels != before.labels), 0);
}

TEST(AddedParts, ANecklaceIsLentInTheLightOfWhoGetsIt) {
  Bust donor;
  donor.put({30, 70, 36, 4}, {240, 220, 40}, FaceClass::Necklace);
  cv::RNG random(5);
  for (int i = 0; i < 10; ++i) {
    const Bust before(0.6);
    Bust bust(0.6);
    ASSERT_TRUE(pasteNecklace(bust.picture, bust.labels, donor.picture, donor.labels, random));
    const cv::Mat necklace = bust.where(FaceClass::Necklace);
    EXPECT_NEAR(cv::countNonZero(necklace), 144, 70);
    EXPECT_EQ(cv::countNonZero(necklace & ~(before.where(FaceClass::Neck) | before.where(FaceClass::Cloth))),
              0);
    cv::Mat inner;
    cv::erode(necklace, inner, {});
    const auto colour = cv::mean(bust.picture, inner);
    EXPECT_NEAR(colour[0], 0.6 * 240, 25);
    EXPECT_LT(colour[2], 60) << "gold, not skin";
  }
}

TEST(AddedParts, WhoWearsNoneCannotLendOne) {
  Bust bust;
  const Bust before, donor;
  cv::RNG random(6);
  EXPECT_FALSE(pasteNecklace(bust.picture, bust.labels, donor.picture, donor.labels, random));
  EXPECT_EQ(cv::countNonZero(test::differing(bust.picture, before.picture)), 0);
}

}  // namespace
}  // namespace pentimento
