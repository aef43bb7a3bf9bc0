// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/affine_sampler.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "core/face/cubic_taps.h"

namespace pentimento::test {
namespace {

TEST(CubicTaps, SampleFourChannelsAsTheSamplerDoesThree) {
  cv::Mat three(20, 30, CV_32FC3), four;
  cv::randu(three, 0, 1);
  cv::cvtColor(three, four, cv::COLOR_RGB2RGBA);
  const cv::Matx23d turned(0.21, 0.07, -4.3, -0.07, 0.21, 3.9);  // from off the source on both sides
  cv::Mat sampled(120, 180, CV_32FC3);
  sampleCubic(three, turned, sampled, cv::Rect({}, sampled.size()));
  for (int y = 0; y < sampled.rows; ++y) {
    for (int x = 0; x < sampled.cols; ++x) {
      const auto p = transform(turned, x, y);
      cv::Vec4f value;
      cv::v_store(value.val, cubicSample(four, CubicTaps(p.x, four.cols), CubicTaps(p.y, four.rows)));
      ASSERT_LT(cv::norm(cv::Vec3f(value.val) - sampled.at<cv::Vec3f>(y, x), cv::NORM_INF), 1e-5);
    }
  }
}

TEST(CubicTaps, SampleAPlaneExactlyLinearlyToo) {
  cv::Mat plane(10, 12, CV_32FC4);
  for (int y = 0; y < plane.rows; ++y)
    for (int x = 0; x < plane.cols; ++x) plane.at<cv::Vec4f>(y, x) = cv::Vec4f::all(2.f * x - y);
  const CubicTaps across(5.3, plane.cols), down(4.8, plane.rows);
  for (const auto& sample : {cubicSample(plane, across, down), linearSample(plane, across, down)}) {
    cv::Vec4f value;
    cv::v_store(value.val, sample);
    for (int c = 0; c < 4; ++c) EXPECT_NEAR(value[c], 2 * 5.3 - 4.8, 1e-5);
  }
}

TEST(SampleCubic, ATargetThatBeginsElsewhereSeesTheSame) {
  cv::Mat source(20, 30, CV_32FC3);
  cv::randu(source, 0, 1);
  const cv::Matx23d map(0.4, 0.1, 2, -0.1, 0.4, 5);
  cv::Mat whole(40, 50, CV_32FC3), part(10, 20, CV_32FC3);
  sampleCubic(source, map, whole, cv::Rect({}, whole.size()));
  sampleCubic(source, shifted(map, {7, 9}), part, cv::Rect({}, part.size()));
  EXPECT_LT(cv::norm(whole(cv::Rect(7, 9, 20, 10)), part, cv::NORM_INF), 1e-5);
}

}  // namespace
}  // namespace pentimento::test
