// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "core/data/photo_check.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

cv::Mat noise(int width, int height, int seed) {
  cv::Mat coarse(12, 16, CV_8UC3), picture;
  cv::RNG random(static_cast<std::uint64_t>(seed));
  random.fill(coarse, cv::RNG::UNIFORM, 0, 255);
  cv::resize(coarse, picture, {width, height}, 0, 0, cv::INTER_NEAREST);
  return picture;
}

TEST(PhotoCheck, SaysWhatSpeaksAgainstAPhoto) {
  const auto fine = checkPhoto(Image(noise(640, 480, 1)), false);
  EXPECT_TRUE(fine.readable());
  EXPECT_FALSE(fine.small || fine.blurred || fine.grey);
  EXPECT_EQ(fine.width, 640);
  EXPECT_TRUE(checkPhoto(Image(noise(199, 480, 1)), false).small);
  cv::Mat blurred;
  cv::GaussianBlur(noise(640, 480, 1), blurred, {}, 40);
  EXPECT_TRUE(checkPhoto(Image(blurred), false).blurred);
  // A sharp face before a blurred ground.
  noise(160, 120, 2).copyTo(blurred(cv::Rect(160, 120, 160, 120)));
  EXPECT_FALSE(checkPhoto(Image(blurred), false).blurred);
}

TEST(PhotoCheck, KnowsTheSamePictureInAnotherSize) {
  const auto picture = noise(640, 480, 1);
  cv::Mat smaller;
  cv::resize(picture, smaller, {500, 375}, 0, 0, cv::INTER_AREA);
  const auto one = checkPhoto(Image(picture), false), again = checkPhoto(Image(smaller), false),
             other = checkPhoto(Image(noise(640, 480, 2)), false);
  EXPECT_TRUE(looksAlike(one, again));
  EXPECT_FALSE(looksAlike(one, other));
}

TEST(PhotoCheck, WorksOnEveryDepth) {
  const auto eight = noise(300, 300, 3);
  cv::Mat sixteen, floating;
  eight.convertTo(sixteen, CV_16U, 257);
  eight.convertTo(floating, CV_32F, 1 / 255.0);
  const auto wanted = checkPhoto(Image(eight), false).look;
  EXPECT_EQ(checkPhoto(Image(sixteen), false).look, wanted);
  EXPECT_EQ(checkPhoto(Image(floating), false).look, wanted);
}

using PhotoCheckFile = test::TemporaryFolderTest;

TEST_F(PhotoCheckFile, NeverThrows) {
  test::writeBytes(file("broken.jpg"), "nothing");
  const auto check = checkPhoto(file("broken.jpg"));
  EXPECT_FALSE(check.readable());
  EXPECT_NE(check.problem.find("broken.jpg"), std::string::npos);
  EXPECT_FALSE(looksAlike(check, check));
}

}  // namespace
}  // namespace pentimento
