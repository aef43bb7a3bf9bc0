// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/convert.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "core/image/colour.h"
#include "tests/support/errors.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

TEST(Convert, ImagesAndTensorsThereAndBack) {
  cv::Mat pixels(5, 7, CV_32FC3);
  cv::RNG(1).fill(pixels, cv::RNG::UNIFORM, -1.0, 1.0);
  const auto tensor = tensorFromImage(Image(pixels));
  EXPECT_TRUE(test::hasShape(tensor, {3, 5, 7}));
  EXPECT_EQ(tensor[2][4][1].item<float>(), pixels.at<cv::Vec3f>(4, 1)[2]);
  EXPECT_EQ(cv::norm(imageFromTensor(tensor).mat(), pixels, cv::NORM_INF), 0);
  // A view into a larger picture has gaps between its rows.
  const cv::Mat part = pixels(cv::Rect(2, 1, 3, 3));
  EXPECT_EQ(tensorFromImage(Image(part))[1][2][0].item<float>(), part.at<cv::Vec3f>(2, 0)[1]);
}

TEST(Convert, RefusesWhatIsNoFloatPicture) {
  EXPECT_TRUE(test::throwsError(ErrorKind::Internal, "float", [] { tensorFromImage(Image(4, 4, 3, PixelDepth::U8)); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::Internal, "[1..3", [] { imageFromTensor(torch::zeros({4, 2, 2})); }));
}

TEST(Convert, NetworkScaleIsThatOfTheSpecification) {
  EXPECT_TRUE(test::isNear(networkFromLightness(torch::tensor({0.F, 50.F, 100.F})), torch::tensor({-1.F, 0.F, 1.F})));
  EXPECT_TRUE(test::isNear(networkFromChroma(torch::tensor({-110.F, 55.F})), torch::tensor({-1.F, 0.5F})));
  const auto values = torch::rand({4});
  EXPECT_TRUE(test::isNear(chromaFromNetwork(networkFromChroma(values)), values));
  EXPECT_TRUE(test::isNear(lightnessFromNetwork(networkFromLightness(values)), values));
}

TEST(Convert, RgbFromNetworkLabIsThePicture) {
  const auto lab = labFromRgb(Rgb8{200, 100, 50});
  const auto pixel = torch::tensor({lab.L / 50 - 1, lab.a / 110, lab.b / 110}).view({1, 3, 1, 1});
  const auto rgb = rgbFromNetworkLab(pixel).flatten() * 255;
  EXPECT_TRUE(test::isNear(rgb, torch::tensor({200.F, 100.F, 50.F}), 1.01, 0));
}

}  // namespace
}  // namespace pentimento
