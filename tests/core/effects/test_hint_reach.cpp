// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/hint_reach.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace pentimento {
namespace {

/// Two things side by side: a dark one on the left, a light one on the right; a little grain.
class HintReachTest : public testing::Test {
 protected:
  static constexpr int side = 128;
  HintReachTest()
      : lightness_(side, side, CV_32F, cv::Scalar(25)), automatic_(side, side, CV_32FC2, cv::Scalar(8, 10)) {
    lightness_.colRange(side / 2, side).setTo(85);
    cv::Mat grain(lightness_.size(), CV_32F);
    cv::randn(grain, 0, 0.5);
    lightness_ += grain;
    cv::Mat feature;
    cv::resize(lightness_, feature, {side / 2, side / 2}, 0, 0, cv::INTER_AREA);
    features_ = {feature / 50, cv::Mat::ones(feature.size(), CV_32F)};
  }
  HintReach reach() const { return {lightness_, automatic_, features_}; }
  cv::Vec2f change(const cv::Mat& chroma, cv::Point at) const {
    return chroma.at<cv::Vec2f>(at) - automatic_.at<cv::Vec2f>(at);
  }

  cv::Mat lightness_, automatic_;
  std::vector<cv::Mat> features_;
  PlacedHint red_{{30, 60}, {65, 45}};  // about 67 units from the automatic colour
};

TEST_F(HintReachTest, AStrongHintColoursItsThingAndNothingElse) {
  const auto result = reach().apply(automatic_, {red_});
  EXPECT_LT(cv::norm(result.at<cv::Vec2f>(red_.at) - red_.chroma), 1);
  EXPECT_GT(change(result, {10, 110})[0], 40) << "far away in the same thing";
  for (const cv::Point other : {cv::Point(68, 60), {100, 60}, {120, 10}})
    EXPECT_LT(cv::norm(change(result, other)), 3.5) << other;
}

TEST_F(HintReachTest, TheNetworkIsToldLessOfStrongerHints) {
  const auto told = [&](float surprise) {
    return reach().toldToNetwork({{red_.at, cv::Vec2f(8 + surprise, 10)}});
  };
  EXPECT_FLOAT_EQ(told(10).at(0).chroma[0], 18);
  EXPECT_LT(told(35).at(0).chroma[0], told(10).at(0).chroma[0]);
  EXPECT_TRUE(told(45).empty());
}

TEST_F(HintReachTest, TheNetworkIsToldMoreByHintsOnManyUnlikeThings) {
  for (int i = 0; i < 8; ++i)  // bands of their own lightness
    lightness_.rowRange(i * side / 8, (i + 1) * side / 8).setTo(8 + 12 * i);
  cv::Mat feature;
  cv::resize(lightness_, feature, {side / 2, side / 2}, 0, 0, cv::INTER_AREA);
  features_ = {feature / 50, cv::Mat::ones(feature.size(), CV_32F)};
  const cv::Vec2f usual(8 + 22, 10);
  std::vector<PlacedHint> alike, unlike;
  for (int i = 0; i < 8; ++i) {
    alike.push_back({{10 + 14 * i, 8}, usual});
    unlike.push_back({{64, side / 16 + i * side / 8}, usual});
  }
  EXPECT_LT(reach().toldToNetwork(alike).at(0).chroma[0], 8 + 13) << "eight on one thing are as one";
  EXPECT_NEAR(reach().toldToNetwork(unlike).at(0).chroma[0], usual[0], 2);
}

TEST_F(HintReachTest, TheNetworksAnswerCountsOnlyUnderUsualHints) {
  const cv::Mat tinted = automatic_ + cv::Scalar(9, 0);
  const PlacedHint usual{{30, 60}, {17, 10}};  // just what the network made of it
  EXPECT_NEAR(change(reach().apply(tinted, {usual}), {120, 120})[0], 9, 0.1);
  EXPECT_NEAR(change(reach().apply(tinted, {red_}), {120, 120})[0], 0, 3);
}

TEST_F(HintReachTest, EachOfManyHintsTakesEffectInAnyOrder) {
  std::vector<PlacedHint> hints{red_,
                                {{20, 20}, {-30, 30}},
                                {{50, 100}, {10, -45}},
                                {{100, 30}, {12, 14}},
                                {{90, 100}, {60, 0}},
                                {{32, 62}, {60, 40}}};
  const auto first = reach().apply(automatic_, hints);
  for (const auto& hint : hints)
    EXPECT_LT(cv::norm(first.at<cv::Vec2f>(hint.at) - hint.chroma), 6) << hint.at;
  double least = 0, most = 0;
  cv::minMaxLoc(first.reshape(1), &least, &most);
  EXPECT_GT(least, -50) << "no overshoot between contradicting neighbours";
  EXPECT_LT(most, 72);
  std::reverse(hints.begin(), hints.end());
  EXPECT_LT(cv::norm(first, reach().apply(automatic_, hints), cv::NORM_INF), 0.01);
}

TEST_F(HintReachTest, ContradictingHintsAtOnePlaceGiveTheirMean) {
  const PlacedHint green{red_.at, {-40, 30}};
  const auto there = reach().apply(automatic_, {red_, green}).at<cv::Vec2f>(red_.at);
  EXPECT_NEAR(there[0], (65 - 40) / 2.0, 2);
}

TEST_F(HintReachTest, DistanceGrowsAtEdges) {
  const auto distance = reach().distanceFrom(red_.at);
  EXPECT_EQ(distance.at<float>(red_.at), 0);
  EXPECT_LT(distance.at<float>(120, 5), 10);
  EXPECT_GT(distance.at<float>(60, 80), distance.at<float>(120, 5) + 20);
}

TEST_F(HintReachTest, TakesOnePixel) {
  const HintReach tiny(cv::Mat(1, 1, CV_32F, cv::Scalar(50)), cv::Mat(1, 1, CV_32FC2, cv::Scalar(1, 2)),
                       {cv::Mat::ones(4, 4, CV_32F)});
  const auto result = tiny.apply(cv::Mat(1, 1, CV_32FC2, cv::Scalar(1, 2)), {{{0, 0}, {40, 0}}});
  EXPECT_NEAR(result.at<cv::Vec2f>(0, 0)[0], 40, 1);
}

}  // namespace
}  // namespace pentimento
