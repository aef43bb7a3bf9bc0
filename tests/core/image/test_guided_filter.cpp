// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/guided_filter.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "tests/support/errors.h"

namespace pentimento {
namespace {

using namespace test;

/// Two colours of one lightness that meet at column 32, with a little grain.
Image twoColours() {
  cv::Mat picture(64, 64, CV_32FC3, cv::Scalar(0.8, 0.6, 0.5)), grain(64, 64, CV_32FC3);
  picture.colRange(32, 64).setTo(cv::Scalar(0.7, 0.66, 0.45));
  cv::RNG random(1);
  random.fill(grain, cv::RNG::NORMAL, 0, 0.004);
  return Image(cv::Mat(picture + grain));
}

/// 1 from `column` on.
Image stepAt(int column) {
  cv::Mat mask = cv::Mat::zeros(64, 64, CV_32F);
  mask.colRange(column, 64).setTo(1);
  return Image(mask);
}

double at(const Image& mask, int column) {
  return cv::mean(mask.mat()(cv::Rect(column, 16, 1, 32)))[0];
}

TEST(GuidedFilter, MovesAnEdgeToThatOfThePicture) {
  const Image moved = GuidedFilter(twoColours(), 13, 1e-4).filtered(stepAt(29));
  EXPECT_LT(at(moved, 30), 0.55) << "was 1";
  EXPECT_GT(at(moved, 33), 0.9);
  EXPECT_LT(at(moved, 31), at(moved, 32) - 0.4) << "and it is sharp";
}

TEST(GuidedFilter, LeavesConstantsAndBlursWhatHasNoEdge) {
  const GuidedFilter filter(twoColours(), 9, 1e-4);
  const Image half(cv::Mat(64, 64, CV_32F, cv::Scalar(0.5)));
  EXPECT_LT(cv::norm(filter.filtered(half).mat(), half.mat(), cv::NORM_INF), 1e-4);
  const Image flat(cv::Mat(64, 64, CV_32FC3, cv::Scalar(0.5, 0.4, 0.3)));
  const Image blurred = GuidedFilter(flat, 9, 1e-4).filtered(stepAt(32));
  cv::Mat twice;
  cv::blur(stepAt(32).mat(), twice, {9, 9}, {-1, -1}, cv::BORDER_REFLECT_101);
  cv::blur(twice, twice, {9, 9}, {-1, -1}, cv::BORDER_REFLECT_101);
  EXPECT_LT(cv::norm(blurred.mat(), twice, cv::NORM_INF), 1e-4);
}

TEST(GuidedFilter, RefusesOtherPictures) {
  const Image guide = twoColours(), bytes(64, 64, 3, PixelDepth::U8), small(32, 64, 1, PixelDepth::F32);
  const auto refuses = [](const auto& call) {
    return throwsError(ErrorKind::InvalidArgument, "guide", call);
  };
  EXPECT_TRUE(refuses([&] { GuidedFilter(bytes, 9, 1e-4); }));
  EXPECT_TRUE(refuses([&] { GuidedFilter(guide, 8, 1e-4); }));
  EXPECT_TRUE(refuses([&] { GuidedFilter(guide, 9, 0); }));
  EXPECT_TRUE(refuses([&] { GuidedFilter(guide, 9, 1e-4).filtered(small); }));
  EXPECT_TRUE(refuses([&] { GuidedFilter(guide, 9, 1e-4).filtered(guide); }));
}

}  // namespace
}  // namespace pentimento
