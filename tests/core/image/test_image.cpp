// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/image.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "tests/support/errors.h"

namespace pentimento::test {
namespace {

TEST(Image, KnowsItsShapeAndScale) {
  const Image image(5, 3, 2, PixelDepth::U16);
  EXPECT_EQ(image.width(), 5);
  EXPECT_EQ(image.height(), 3);
  EXPECT_EQ(image.channels(), 2);
  EXPECT_EQ(image.depth(), PixelDepth::U16);
  EXPECT_EQ(image.maximum(), 65535);
  EXPECT_EQ(Image(1, 1, 1, PixelDepth::U8).maximum(), 255);
  EXPECT_EQ(Image(1, 1, 1, PixelDepth::F32).maximum(), 1);
  EXPECT_TRUE(Image().empty());
}

TEST(Image, CopySharesAndCloneDoesNot) {
  const Image image(cv::Mat(2, 2, CV_8UC1, cv::Scalar(7)));
  Image shared = image, own = image.clone();
  shared.mat().at<std::uint8_t>(0, 0) = 9;
  EXPECT_EQ(image.mat().at<std::uint8_t>(0, 0), 9);
  EXPECT_EQ(own.mat().at<std::uint8_t>(0, 0), 7);
}

TEST(Image, WhatIsNoImageIsRefused) {
  const auto refused = [](auto make) { return throwsError(ErrorKind::InvalidArgument, "", make); };
  EXPECT_TRUE(refused([] { Image(0, 3, 1, PixelDepth::U8); }));
  EXPECT_TRUE(refused([] { Image(3, -1, 1, PixelDepth::U8); }));
  EXPECT_TRUE(refused([] { Image(3, 3, 4, PixelDepth::U8); }));
  EXPECT_TRUE(refused([] { Image(cv::Mat(2, 2, CV_8UC4)); }));
  EXPECT_TRUE(refused([] { Image(cv::Mat(2, 2, CV_64F)); }));
}

}  // namespace
}  // namespace pentimento::test
