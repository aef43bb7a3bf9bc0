// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/picture_tensor.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

TEST(PictureTensor, IsTheSameForEveryDepth) {
  const Image eight(cv::Mat(8, 8, CV_8UC3, cv::Scalar(0, 51, 255)));
  const auto tensor = pictureTensor(eight, 8);
  EXPECT_TRUE(test::hasShape(tensor, {3, 8, 8}));
  EXPECT_TRUE(test::isNear(tensor.select(1, 3).select(1, 3), torch::tensor({-1.0, -0.6, 1.0}), 1e-6));
  const Image sixteen(cv::Mat(8, 8, CV_16UC3, cv::Scalar(0, 13107, 65535)));
  const Image floats(cv::Mat(8, 8, CV_32FC3, cv::Scalar(0, 0.2, 1)));
  EXPECT_TRUE(test::isNear(pictureTensor(sixteen, 8), tensor, 1e-5));
  EXPECT_TRUE(test::isNear(pictureTensor(floats, 8), tensor, 1e-5));
}

TEST(PictureTensor, ResizesWithoutLeavingItsRangeAndTakesGrey) {
  cv::Mat edges(20, 20, CV_8U, cv::Scalar(0));
  edges.colRange(10, 20).setTo(255);
  const auto tensor = pictureTensor(Image(edges), 64);
  EXPECT_TRUE(test::hasShape(tensor, {3, 64, 64}));
  EXPECT_TRUE(test::isWithin(tensor, -1, 1));
  EXPECT_TRUE(test::isIdentical(tensor[0], tensor[2]));
  EXPECT_EQ(tensor[0][5][5].item<double>(), -1);
  EXPECT_EQ(tensor[0][5][60].item<double>(), 1);
}

}  // namespace
}  // namespace pentimento
