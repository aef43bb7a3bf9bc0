// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/resample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tests/support/errors.h"
#include "tests/support/sample_photos.h"

namespace pentimento::test {
namespace {

TEST(Resize, AveragesDownAndInterpolatesUp) {
  const Photo photo = noisyPhoto(64, 48);
  const Image small = resize(photo.image, 16, 12);
  EXPECT_EQ(small.mat().size(), cv::Size(16, 12));
  const cv::Scalar mean = cv::mean(photo.image.mat()(cv::Rect(8, 8, 4, 4)));
  EXPECT_NEAR(small.mat().at<cv::Vec3b>(2, 2)[1], mean[1], 1);
  const Image flat(cv::Mat(3, 3, CV_32FC2, cv::Scalar(12.5, -3)));
  EXPECT_LT(difference(resize(flat, 50, 70), Image(cv::Mat(70, 50, CV_32FC2, cv::Scalar(12.5, -3)))), 1e-4);
}

TEST(Resize, RefusesNothing) {
  const Image image(4, 4, 1, PixelDepth::U8);
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "4 x 4", [&] { resize(image, 0, 5); }));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "", [&] { resize(Image(), 5, 5); }));
}

TEST(SizeForLongSide, KeepsTheAspect) {
  EXPECT_EQ(sizeForLongSide(4000, 3000, 256), cv::Size(256, 192));
  EXPECT_EQ(sizeForLongSide(3000, 4000, 256), cv::Size(192, 256));
  EXPECT_EQ(sizeForLongSide(10000, 3, 256), cv::Size(256, 1));
  EXPECT_EQ(sizeForLongSide(1, 1, 256), cv::Size(256, 256));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "", [] { sizeForLongSide(0, 5, 256); }));
}

/// A slanted edge between two areas of flat colour, one pixel wide, and how far each pixel lies from it.
struct Edge {
  cv::Mat lightness, chroma, distance;

  Edge(int width, int height, double angle) {
    lightness.create(height, width, CV_32F);
    chroma.create(height, width, CV_32FC2);
    distance.create(height, width, CV_32F);
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        const double d = (x - width * 0.5) * std::cos(angle) + (y - height * 0.5) * std::sin(angle);
        const auto t = static_cast<float>(std::clamp(d + 0.5, 0.0, 1.0));
        lightness.at<float>(y, x) = 35 + 40 * t;
        chroma.at<cv::Vec2f>(y, x) = {40 * (1 - t), 20 - 50 * t};
        distance.at<float>(y, x) = static_cast<float>(std::abs(d));
      }
    }
  }

  /// Largest and mean distance in ab from the truth, 1.5 pixels and more from the edge, within `reach` of it.
  std::pair<double, double> bleeding(const cv::Mat& upsampled, float reach, int margin) const {
    double largest = 0, sum = 0;
    int count = 0;
    for (int y = margin; y < distance.rows - margin; ++y) {
      for (int x = margin; x < distance.cols - margin; ++x) {
        if (distance.at<float>(y, x) < 1.5f || distance.at<float>(y, x) > reach) continue;
        const double error = cv::norm(upsampled.at<cv::Vec2f>(y, x) - chroma.at<cv::Vec2f>(y, x));
        largest = std::max(largest, error);
        sum += error;
        ++count;
      }
    }
    return {largest, sum / count};
  }
};

class ChromaEdge : public testing::TestWithParam<double> {};

TEST_P(ChromaEdge, ColourDoesNotBleedAcross) {
  constexpr int factor = 16, low = 40;
  const Edge edge(low * factor, low * factor, GetParam());
  const Image chroma = resize(Image(edge.chroma), low, low);
  const Image guided = upsampleChroma(chroma, Image(edge.lightness));
  cv::Mat bicubic;
  cv::resize(chroma.mat(), bicubic, edge.chroma.size(), 0, 0, cv::INTER_CUBIC);

  const auto [largest, mean] = edge.bleeding(guided.mat(), factor, 4 * factor);
  const auto [bicubicLargest, bicubicMean] = edge.bleeding(bicubic, factor, 4 * factor);
  // The two colours are 64 apart.
  EXPECT_LT(largest, 8);
  EXPECT_LT(mean, 2);
  EXPECT_LT(largest * 3, bicubicLargest);
  EXPECT_LT(mean * 4, bicubicMean);
}

INSTANTIATE_TEST_SUITE_P(Angles, ChromaEdge, testing::Values(0, 0.3, 0.785, 1.2, 1.571),
                         [](const auto& angle) { return "mrad" + std::to_string(int(angle.param * 1000)); });

TEST(UpsampleChroma, FilmGrainGetsNoColourOfItsOwn) {
  // A gentle gradient of colour under grain of 4 L: the texture of ab must stay invisible (below 1).
  cv::Mat chroma(30, 40, CV_32FC2), lightness(30 * 12, 40 * 12, CV_32F);
  for (int y = 0; y < 30; ++y) {
    for (int x = 0; x < 40; ++x)
      chroma.at<cv::Vec2f>(y, x) = {20.f + 0.5f * float(x), 10.f - 0.5f * float(y)};
  }
  cv::randn(lightness, 60, 4);
  const Image result = upsampleChroma(Image(chroma), Image(lightness));
  cv::Mat smooth;
  cv::resize(chroma, smooth, lightness.size(), 0, 0, cv::INTER_CUBIC);
  EXPECT_LT(difference(result, Image(smooth)), 1);
}

TEST(UpsampleChroma, ReducedAgainItIsTheChromaThatItCameFrom) {
  const Photo photo = noisyPhoto(40, 30);
  cv::Mat ab(30, 40, CV_32FC2);
  cv::randu(ab, -40, 40);
  cv::GaussianBlur(ab, ab, {0, 0}, 2);
  cv::Mat wide;
  cv::resize(photo.image.mat(), wide, cv::Size(480, 360), 0, 0, cv::INTER_CUBIC);
  const Image result = upsampleChroma(Image(ab), lightness(Image(wide)));
  EXPECT_LT(difference(resize(result, 40, 30), Image(ab)), 2.5);
}

TEST(UpsampleChroma, FlatChromaStaysFlatAtAnySize) {
  const Image chroma(cv::Mat(7, 9, CV_32FC2, cv::Scalar(30, -20)));
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(9, 7), cv::Size(10, 7), cv::Size(5, 300),
                              cv::Size(1000, 3), cv::Size(333, 217)}) {
    cv::Mat l(size, CV_32F);
    cv::randu(l, 0, 100);
    const Image result = upsampleChroma(chroma, Image(l));
    ASSERT_EQ(result.mat().size(), size);
    EXPECT_LT(difference(result, Image(cv::Mat(size, CV_32FC2, cv::Scalar(30, -20)))), 1e-3) << size;
  }
}

TEST(UpsampleChroma, OnePixelOfChroma) {
  const Image chroma(cv::Mat(1, 1, CV_32FC2, cv::Scalar(5, 6)));
  const Image result = upsampleChroma(chroma, Image(cv::Mat(20, 30, CV_32F, cv::Scalar(50))));
  EXPECT_LT(difference(result, Image(cv::Mat(20, 30, CV_32FC2, cv::Scalar(5, 6)))), 1e-3);
}

TEST(UpsampleChroma, WrongImagesAreRefused) {
  const Image one(4, 4, 1, PixelDepth::F32), two(4, 4, 2, PixelDepth::F32), bytes(4, 4, 1, PixelDepth::U8);
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "chroma", [&] { upsampleChroma(one, one); }));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "lightness", [&] { upsampleChroma(two, bytes); }));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "chroma", [&] { upsampleChroma(Image(), one); }));
}

}  // namespace
}  // namespace pentimento::test
