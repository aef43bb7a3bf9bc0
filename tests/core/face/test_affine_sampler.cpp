// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/affine_sampler.h"

#include <gtest/gtest.h>

namespace pentimento::test {
namespace {

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
