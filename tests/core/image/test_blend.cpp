// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/blend.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "tests/support/errors.h"

namespace pentimento::test {
namespace {

constexpr int side = 128;

Image flat(const cv::Scalar& colour) {
  return Image(cv::Mat(side, side, CV_32FC3, colour));
}

/// A disc in the middle with a feather.
Image disc() {
  cv::Mat mask = cv::Mat::zeros(side, side, CV_32F);
  cv::circle(mask, {64, 64}, 34, 1, cv::FILLED);
  cv::GaussianBlur(mask, mask, {}, 2);
  mask.setTo(0, mask < 1e-3);
  return Image(mask);
}

double largestDifference(const Image& a, const Image& b, const cv::Rect& where = {0, 0, side, side}) {
  return cv::norm(a.mat()(where), b.mat()(where), cv::NORM_INF);
}

TEST(MatchedToSurroundings, TakesAwayWhatIsEquallyTooLightEverywhere) {
  const Image original = flat({0.7, 0.5, 0.4});
  const Image result = matchedToSurroundings(flat({0.78, 0.56, 0.43}), original, disc());
  EXPECT_LT(largestDifference(result, original, {40, 40, 48, 48}), 0.004) << "in the middle too";
}

TEST(MatchedToSurroundings, FollowsLightThatFallsOff) {
  cv::Mat ramp(side, side, CV_32FC3);
  for (int x = 0; x < side; ++x) ramp.col(x).setTo(cv::Scalar::all(0.4 + 0.2 * x / side));
  const Image original(ramp), result = matchedToSurroundings(flat(cv::Scalar::all(0.45)), original, disc());
  for (const int x : {32, 96})  // near the left and the right border
    EXPECT_LT(largestDifference(result, original, {x - 1, 60, 3, 8}), 0.035) << x;
  EXPECT_LT(largestDifference(result, original, {60, 60, 8, 8}), 0.03) << "and between them";
}

TEST(MatchedToSurroundings, LeavesWhatFitsAsItIs) {
  cv::Mat drawn(side, side, CV_32FC3, cv::Scalar(0.7, 0.5, 0.4));
  const Image original(drawn.clone());
  cv::circle(drawn, {64, 64}, 12, cv::Scalar(0.1, 0.2, 0.6), cv::FILLED);
  EXPECT_LT(largestDifference(matchedToSurroundings(Image(drawn), original, disc()), Image(drawn)), 1e-5);
}

TEST(MatchedToSurroundings, DoesNotCarryADifferenceAcrossAnEdge) {
  // The wall was generated far too dark; the hair before it must not become lighter for that.
  const Image original = flat(cv::Scalar::all(0.8));
  cv::Mat generated(side, side, CV_32FC3, cv::Scalar::all(0.5));
  cv::circle(generated, {64, 64}, 20, cv::Scalar::all(0.1), cv::FILLED);
  const Image result = matchedToSurroundings(Image(generated), original, disc());
  EXPECT_NEAR(result.mat().at<cv::Vec3f>(64, 34)[0], 0.8, 0.02) << "the wall";
  EXPECT_NEAR(result.mat().at<cv::Vec3f>(64, 64)[0], 0.1, 0.06) << "the hair";
}

TEST(MatchedToSurroundings, AFewOutliersDoNotStain) {
  cv::Mat photo(side, side, CV_32FC3, cv::Scalar::all(0.6));
  cv::rectangle(photo, {22, 60, 8, 6}, cv::Scalar::all(0), cv::FILLED);  // an outline that ends at the border
  const Image result = matchedToSurroundings(flat(cv::Scalar::all(0.6)), Image(photo), disc());
  EXPECT_LT(largestDifference(result, flat(cv::Scalar::all(0.6)), {40, 60, 8, 6}), 0.03);
}

TEST(MatchedToSurroundings, WithoutABorderNothingIsCorrected) {
  const Image generated = flat(cv::Scalar::all(0.4)), all(cv::Mat(side, side, CV_32F, cv::Scalar(1)));
  EXPECT_EQ(largestDifference(matchedToSurroundings(generated, flat(cv::Scalar::all(0.9)), all), generated),
            0);
}

TEST(MatchedToSurroundings, RefusesOtherPictures) {
  const Image colour = flat({}), mask = disc();
  EXPECT_TRUE(
      throwsError(ErrorKind::InvalidArgument, "", [&] { matchedToSurroundings(colour, mask, mask); }));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "",
                          [&] { matchedToSurroundings(colour, Image(4, 4, 3, PixelDepth::F32), mask); }));
  EXPECT_TRUE(
      throwsError(ErrorKind::InvalidArgument, "", [] { matchedToSurroundings(Image(), Image(), Image()); }));
}

}  // namespace
}  // namespace pentimento::test
