// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/data/colour_hints.h"

namespace pentimento {
namespace {

cv::Mat ramp(int side) {
  cv::Mat chroma(side, side, CV_32FC2);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) chroma.at<cv::Vec2f>(y, x) = {static_cast<float>(x), static_cast<float>(-y)};
  return chroma;
}

TEST(ColourHints, AreTrueColoursUnderTheMaskAndNothingElsewhere) {
  cv::RNG random(3);
  const auto chroma = ramp(64);
  bool anyHints = false;
  for (int trial = 0; trial < 50; ++trial) {
    const auto planes = drawHints(chroma, usualHints, HintSpread::Even, random);
    const auto mask = planes[2];
    EXPECT_TRUE(torch::equal(mask, mask.gt(0).to(torch::kFloat32))) << "0 or 1";
    EXPECT_EQ((planes.narrow(0, 0, 2) * (1 - mask)).abs().max().item<float>(), 0);
    for (const auto& at : mask.nonzero().unbind(0)) {
      anyHints = true;
      const auto y = at[0].item<std::int64_t>(), x = at[1].item<std::int64_t>();
      // A patch has one colour, the mean over at most nine pixels: off by less than its side.
      EXPECT_NEAR(planes[0][y][x].item<float>() * 110, static_cast<float>(x), 9);
      EXPECT_NEAR(planes[1][y][x].item<float>() * 110, -static_cast<float>(y), 9);
    }
  }
  EXPECT_TRUE(anyHints);
}

TEST(ColourHints, AreAsManyAsWantedOnAverageAndNeverNone) {
  cv::RNG random(4);
  const auto chroma = ramp(32);
  constexpr int trials = 2000;
  for (const double mean : {usualHints, manyHints}) {
    int points = 0;
    for (int i = 0; i < trials; ++i) {
      std::vector<cv::Point> centres;
      drawHints(chroma, mean, HintSpread::Even, random, &centres);
      EXPECT_FALSE(centres.empty());
      points += static_cast<int>(centres.size());
    }
    EXPECT_NEAR(points / static_cast<double>(trials), mean, 0.075 * mean);
  }
}

TEST(ColourHints, OutlyingOnesSeekWhatIsNotColouredAsTheRest) {
  cv::Mat chroma(40, 40, CV_32FC2, cv::Scalar(4, 6));
  const cv::Rect lips(10, 20, 16, 10);  // a tenth of the picture
  chroma(lips).setTo(cv::Scalar(30, 10));
  const auto shareOnLips = [&](HintSpread spread) {
    cv::RNG random(8);
    std::vector<cv::Point> centres;
    for (int i = 0; i < 300; ++i) drawHints(chroma, usualHints, spread, random, &centres);
    const auto on = std::count_if(centres.begin(), centres.end(), [&](cv::Point at) { return lips.contains(at); });
    return static_cast<double>(on) / static_cast<double>(centres.size());
  };
  EXPECT_NEAR(shareOnLips(HintSpread::Even), 0.1, 0.02);
  EXPECT_NEAR(shareOnLips(HintSpread::Outlying), 1 - std::pow(0.9, 4), 0.03) << "one of four is on them";
}

TEST(ColourHints, AreClippedAtTheBorder) {
  auto planes = emptyHints(8, 8);
  paintHint(planes, 0, 7.9, 5, 11, -22);
  EXPECT_EQ(planes[2].sum().item<float>(), 9);
  EXPECT_FLOAT_EQ(planes[0][7][0].item<float>(), 0.1F);
  EXPECT_FLOAT_EQ(planes[1][7][0].item<float>(), -0.2F);
  paintHint(planes, 100, 100, 5, 11, 22);
  EXPECT_EQ(planes[2].sum().item<float>(), 9);
}

// Three stripes: left and right of one colour, parted by another.
cv::Mat stripes() {
  cv::Mat chroma(48, 48, CV_32FC2, cv::Scalar(30, 30));
  chroma(cv::Rect(16, 0, 16, 48)).setTo(cv::Scalar(-60, -60));
  return chroma;
}

TEST(ColourHints, RecolouringChangesOneThingAndLeavesTheOthersEvenOfItsColour) {
  const cv::Mat lightness(48, 48, CV_32F, cv::Scalar(50));
  cv::RNG random(9);
  for (int trial = 0; trial < 20; ++trial) {
    auto chroma = stripes();
    const auto before = chroma.clone();
    const auto at = recolour(chroma, lightness, random);
    const auto change = [&](int x) { return cv::norm(chroma.at<cv::Vec2f>(at.y, x) - before.at<cv::Vec2f>(at.y, x)); };
    EXPECT_GT(change(at.x), 3);
    for (const int centre : {8, 24, 40}) {  // of the stripes
      if (centre / 16 != at.x / 16) {
        EXPECT_LT(change(centre), 0.01) << centre << " for " << at;
      }
    }
  }
}

TEST(ColourHints, RecolouringStopsAtAnEdgeOfTheLightnessAlone) {
  cv::Mat lightness(32, 32, CV_32F, cv::Scalar(30));
  lightness(cv::Rect(16, 0, 16, 32)).setTo(80);
  cv::Mat chroma(32, 32, CV_32FC2, cv::Scalar(5, 5));
  cv::RNG random(2);
  const auto at = recolour(chroma, lightness, random);
  EXPECT_GT(cv::norm(chroma.at<cv::Vec2f>(at) - cv::Vec2f(5, 5)), 3);
  EXPECT_LT(cv::norm(chroma.at<cv::Vec2f>(16, at.x < 16 ? 24 : 8) - cv::Vec2f(5, 5)), 0.01);
}

TEST(ColourHints, AnotherToneIsOneCastAndOneSaturationForTheWholePicture) {
  cv::RNG random(5);
  auto chroma = ramp(16);
  changeTone(chroma, random);
  const auto at = [&](int y, int x) { return chroma.at<cv::Vec2f>(y, x); };
  const float saturation = at(0, 1)[0] - at(0, 0)[0];
  EXPECT_NE(saturation, 1);
  EXPECT_GT(cv::norm(at(0, 0)), 0.1) << "grey has the cast";
  EXPECT_NEAR(at(3, 7)[0], at(0, 0)[0] + 7 * saturation, 1e-3);
  EXPECT_NEAR(at(3, 7)[1], at(0, 0)[1] - 3 * saturation, 1e-3);
}

}  // namespace
}  // namespace pentimento
