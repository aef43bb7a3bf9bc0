// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

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
    const auto planes = drawHints(chroma, random);
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

TEST(ColourHints, AreMissingInAQuarterOfTheSamplesAndEightOnAverage) {
  cv::RNG random(4);
  const auto chroma = ramp(32);
  int without = 0, points = 0;
  constexpr int trials = 2000;
  for (int i = 0; i < trials; ++i) {
    std::vector<cv::Point> centres;
    drawHints(chroma, random, &centres);
    without += centres.empty();
    points += static_cast<int>(centres.size());
  }
  EXPECT_NEAR(without / static_cast<double>(trials), 0.25, 0.03);
  EXPECT_NEAR(points / (0.75 * trials), 8, 0.6);
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

TEST(ColourHints, RecolouringChangesOneColourAndLeavesTheOther) {
  cv::Mat chroma(16, 16, CV_32FC2, cv::Scalar(60, 60));
  chroma(cv::Rect(8, 0, 8, 16)).setTo(cv::Scalar(-60, -60));
  cv::RNG random(9);
  const auto before = chroma.clone();
  const auto at = recolour(chroma, random);
  const cv::Point other(at.x < 8 ? 12 : 3, at.y);
  EXPECT_GT(cv::norm(chroma.at<cv::Vec2f>(at) - before.at<cv::Vec2f>(at)), 10);
  EXPECT_LT(cv::norm(chroma.at<cv::Vec2f>(other) - before.at<cv::Vec2f>(other)), 0.01);
}

}  // namespace
}  // namespace pentimento
