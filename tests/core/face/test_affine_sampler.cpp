// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/affine_sampler.h"

#include <gtest/gtest.h>

namespace pentimento::test {
namespace {

/// Three channels go the processor's way where they can; one goes the plain way.
TEST(SampleCubic, ThreeChannelsAreThreeTimesOne) {
  const cv::Matx23d turned(0.21, 0.07, -4.3, -0.07, 0.21, 3.9);  // from off the source on both sides
  for (const int depth : {CV_8U, CV_16U, CV_32F}) {
    cv::Mat source(20, 30, CV_MAKETYPE(depth, 3));
    cv::randu(source, 0, depth == CV_32F ? 1 : depth == CV_16U ? 4096 : 256);
    cv::Mat together(120, 180, source.type());
    sampleCubic(source, turned, together, cv::Rect({}, together.size()));
    for (int c = 0; c < 3; ++c) {
      cv::Mat channel, of, alone(together.size(), depth);
      cv::extractChannel(source, channel, c);
      cv::extractChannel(together, of, c);
      sampleCubic(channel, turned, alone, cv::Rect({}, alone.size()));
      // Sums in another order: whole numbers may round to the neighbour.
      EXPECT_LE(cv::norm(of, alone, cv::NORM_INF), depth == CV_32F ? 1e-5 : 1) << depth;
      if (depth != CV_32F) {
        EXPECT_LE(cv::countNonZero(of != alone), of.total() / 1000) << depth;
      }
    }
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
