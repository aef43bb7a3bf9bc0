// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/fine_grid.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "core/face/affine_sampler.h"

namespace pentimento::test {
namespace {

cv::Vec4f valueAt(const FineGrid& grid, const cv::Point2d& p, int first = 0) {
  const FineGrid::Sample sample(grid, static_cast<float>(grid.coordinate(p.x)),
                                static_cast<float>(grid.coordinate(p.y)));
  cv::Vec4f value;
  cv::v_store(value.val, sample.channels(first));
  return value;
}

/// Noise as smooth as what networks add is: random values, softened.
cv::Mat smoothNoise(int rows, int columns) {
  cv::Mat noise(rows, columns, CV_32FC3);
  cv::randu(noise, 0, 1);
  cv::GaussianBlur(noise, noise, {}, 1.2);
  return noise;
}

TEST(FineGrid, IsTheCubicWithinAHundredth) {
  const cv::Mat source = smoothNoise(20, 30);
  cv::Mat four;
  cv::cvtColor(source, four, cv::COLOR_RGB2RGBA);
  const FineGrid grid(four);
  const cv::Matx23d turned(0.14, 0.05, 1, -0.05, 0.11, 7);
  cv::Mat sampled(100, 150, CV_32FC3);
  sampleCubic(source, turned, sampled, cv::Rect({}, sampled.size()));
  double least, most;
  cv::minMaxLoc(source.reshape(1), &least, &most);
  int inside = 0;
  for (int y = 0; y < sampled.rows; ++y) {
    for (int x = 0; x < sampled.cols; ++x) {
      const auto p = transform(turned, x, y);
      if (p.x < 0 || p.y < 0 || p.x > source.cols - 1 || p.y > source.rows - 1) continue;
      ++inside;
      const cv::Vec3f value(valueAt(grid, p).val);
      ASSERT_LT(cv::norm(value - sampled.at<cv::Vec3f>(y, x), cv::NORM_INF), 0.01 * (most - least)) << p;
    }
  }
  EXPECT_GT(inside, sampled.rows * sampled.cols / 2);
}

TEST(FineGrid, APlaneIsExactInAllChannels) {
  cv::Mat plane(10, 12, CV_32FC(8));
  for (int y = 0; y < plane.rows; ++y)
    for (int x = 0; x < plane.cols; ++x)
      for (int c = 0; c < 8; ++c) plane.ptr<float>(y, x)[c] = static_cast<float>(2 * x - y + 100 * c);
  const FineGrid grid(plane);
  for (const int first : {0, 4}) {
    const auto value = valueAt(grid, {5.3, 4.8}, first);
    for (int c = 0; c < 4; ++c) EXPECT_NEAR(value[c], 2 * 5.3 - 4.8 + 100 * (first + c), 1e-3);
  }
}

TEST(FineGrid, FarOutsideIsItsBorder) {
  cv::Mat crop(8, 8, CV_32FC4, cv::Scalar::all(1));
  crop.row(7).setTo(cv::Scalar::all(3));
  const FineGrid grid(crop);
  EXPECT_NEAR(valueAt(grid, {-1e6, -1e6})[0], 1, 1e-5);
  EXPECT_NEAR(valueAt(grid, {1e6, 1e6})[0], valueAt(grid, {4, 7.4})[0], 0.05);
}

TEST(FineGrid, LargeCropsAreEnlargedLess) {
  const auto factorFor = [](int side) { return FineGrid(cv::Mat(side, 8, CV_32FC4, cv::Scalar())).factor(); };
  EXPECT_EQ(factorFor(128), 4);
  EXPECT_EQ(factorFor(256), 2);
  EXPECT_EQ(factorFor(490), 1);
  EXPECT_EQ(factorFor(1500), 1);
}

TEST(FineGrid, TakesOnePixel) {
  const cv::Mat one(1, 1, CV_32FC4, cv::Scalar(1, 2, 3, 4));
  EXPECT_EQ(valueAt(FineGrid(one), {0.2, -0.3}), cv::Vec4f(1, 2, 3, 4));
}

}  // namespace
}  // namespace pentimento::test
