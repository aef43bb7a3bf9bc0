// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/colour.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/core.hpp>

#include "tests/support/errors.h"
#include "tests/support/sample_photos.h"

namespace pentimento::test {
namespace {

struct Published {
  Rgb8 rgb;
  Lab lab;
};

/// Bruce Lindbloom's calculator (sRGB, D65, no adaptation) and the grey from the definition by hand.
const Published published[] = {
    {{255, 255, 255}, {100, 0, 0}},
    {{0, 0, 0}, {0, 0, 0}},
    {{255, 0, 0}, {53.2408f, 80.0925f, 67.2032f}},
    {{0, 255, 0}, {87.7347f, -86.1827f, 83.1793f}},
    {{0, 0, 255}, {32.2970f, 79.1875f, -107.8602f}},
    {{255, 255, 0}, {97.1393f, -21.5537f, 94.4780f}},
    {{119, 119, 119}, {50.0344f, 0, 0}},
    {{1, 1, 1}, {0.2742f, 0, 0}},  // on the linear toe of both curves: 903.3 / 12.92 / 255
};

TEST(Colour, LabOfPublishedColours) {
  for (const auto& [rgb, expected] : published) {
    const Lab lab = labFromRgb(rgb);
    EXPECT_NEAR(lab.L, expected.L, 0.002) << int{rgb[0]} << ' ' << int{rgb[1]} << ' ' << int{rgb[2]};
    EXPECT_NEAR(lab.a, expected.a, 0.01);
    EXPECT_NEAR(lab.b, expected.b, 0.01);
  }
}

TEST(Colour, EveryDepthGivesTheSameLab) {
  Image eight(cv::Mat(20, 30, CV_8UC3));
  cv::randu(eight.mat(), 0, 256);
  cv::Mat sixteen, real;
  eight.mat().convertTo(sixteen, CV_16U, 257);
  eight.mat().convertTo(real, CV_32F, 1.0 / 255);
  const Image lab = labFromRgb(eight);
  EXPECT_LT(difference(lab, labFromRgb(Image(sixteen))), 1e-3);
  EXPECT_LT(difference(lab, labFromRgb(Image(real))), 0.01);
  const auto& rgb = eight.mat().at<cv::Vec3b>(7, 9);
  const Lab single = labFromRgb({rgb[0], rgb[1], rgb[2]});
  const auto& pixel = lab.mat().at<cv::Vec3f>(7, 9);
  EXPECT_EQ(pixel, cv::Vec3f(single.L, single.a, single.b));
}

TEST(Colour, LightnessIsTheFirstChannelOfLab) {
  const Photo photo = noisyPhoto(40, 30);
  cv::Mat channel;
  cv::extractChannel(labFromRgb(photo.image).mat(), channel, 0);
  EXPECT_LT(difference(lightness(photo.image), Image(channel)), 1e-4);
  const Image grey(cv::Mat(5, 5, CV_8UC1, cv::Scalar(119)));
  EXPECT_NEAR(lightness(grey).mat().at<float>(2, 2), 50.0344, 0.002);
}

TEST(Colour, EveryEighthColourSurvivesLab) {
  for (int r = 0; r < 256; r += 15) {
    for (int g = 0; g < 256; g += 15) {
      for (int b = 0; b < 256; b += 15) {
        const Rgb8 rgb{static_cast<std::uint8_t>(r), static_cast<std::uint8_t>(g),
                       static_cast<std::uint8_t>(b)};
        ASSERT_LE(difference(rgbFromLab(labFromRgb(rgb)), rgb), 1) << r << ' ' << g << ' ' << b;
      }
    }
  }
}

/// Half the distance between the greys of 8 bits around L: what rounding costs a grey picture.
float halfStep(float l) {
  const auto greyL = [](int code) {
    const auto c = static_cast<std::uint8_t>(code);
    return labFromRgb(Rgb8{c, c, c}).L;
  };
  int code = 1;
  while (code < 255 && greyL(code) < l) ++code;
  return (greyL(code) - greyL(code - 1)) / 2;
}

/// Any L with any chroma, most of it far outside sRGB.
void randomLab(cv::Mat& l, cv::Mat& ab, int count) {
  l.create(1, count, CV_32F);
  ab.create(1, count, CV_32FC2);
  cv::randu(l, 0, 100);
  cv::randu(ab, -128, 128);
}

TEST(Colour, LightnessIsKeptWithinTheRoundingOf8Bits) {
  cv::Mat l, ab;
  randomLab(l, ab, 20000);
  const Image result = lightness(rgbFromLightnessAndChroma(Image(l), Image(ab), PixelDepth::U8));
  const Image sixteen = rgbFromLightnessAndChroma(Image(l), Image(ab), PixelDepth::U16);
  cv::Mat rounded;
  sixteen.mat().convertTo(rounded, CV_8U, 1.0 / 257);
  const Image plain = lightness(Image(rounded));
  double sum = 0, plainSum = 0;
  for (int i = 0; i < l.cols; ++i) {
    const float wanted = l.at<float>(i), got = result.mat().at<float>(i);
    ASSERT_LE(std::abs(got - wanted), halfStep(wanted) + 0.002f)
        << "L " << wanted << " ab " << ab.at<cv::Vec2f>(i);
    sum += std::abs(got - wanted);
    plainSum += std::abs(plain.mat().at<float>(i) - wanted);
  }
  // Channels that make up for each other's rounding do better than channels rounded one by one.
  EXPECT_LT(sum, 0.75 * plainSum);
}

TEST(Colour, LightnessIsKeptWithinTheRoundingOf16Bits) {
  cv::Mat l, ab;
  randomLab(l, ab, 20000);
  const Image result = lightness(rgbFromLightnessAndChroma(Image(l), Image(ab), PixelDepth::U16));
  EXPECT_LT(difference(result, Image(l)), 2e-3);
}

TEST(Colour, InGamutChromaIsKept) {
  const Photo photo = samplePhoto();
  cv::Mat channels[3], ab;
  cv::split(labFromRgb(photo.image).mat(), channels);
  cv::merge(channels + 1, 2, ab);
  EXPECT_LE(difference(rgbFromLightnessAndChroma(Image(channels[0]), Image(ab), PixelDepth::U8), photo.image),
            1);
  const Image sixteen = rgbFromLightnessAndChroma(Image(channels[0]), Image(ab), PixelDepth::U16);
  cv::Mat exact;
  photo.image.mat().convertTo(exact, CV_16U, 257);
  EXPECT_LE(difference(sixteen, Image(exact)), 12);
}

TEST(Colour, OutOfGamutColoursKeepTheirHue) {
  for (int degrees = 0; degrees < 360; degrees += 10) {
    const double angle = degrees * CV_PI / 180;
    const Lab wild{60, static_cast<float>(120 * std::cos(angle)), static_cast<float>(120 * std::sin(angle))};
    const Lab fit = labFromRgb(rgbFromLab(wild));
    EXPECT_NEAR(fit.L, 60, 0.3);
    const double chroma = std::hypot(fit.a, fit.b);
    EXPECT_GT(chroma, 25) << degrees;  // as far out as the cube goes, not grey
    // Rounding to 8 bits moves ab by less than 1.
    EXPECT_LT(std::abs(std::remainder(std::atan2(fit.b, fit.a) - angle, 2 * CV_PI)) * chroma, 1.5) << degrees;
  }
}

TEST(Colour, GreyStaysExactlyGrey) {
  cv::Mat grey(1, 256, CV_8UC3);
  for (int i = 0; i < 256; ++i) grey.at<cv::Vec3b>(i) = cv::Vec3b::all(static_cast<std::uint8_t>(i));
  const Image chroma(cv::Mat(1, 256, CV_32FC2, cv::Scalar::all(0)));
  EXPECT_EQ(
      difference(rgbFromLightnessAndChroma(lightness(Image(grey)), chroma, PixelDepth::U8), Image(grey)), 0);
}

TEST(Colour, SillyNumbersDoNoHarm) {
  const float inf = std::numeric_limits<float>::infinity(), nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(rgbFromLab({nan, 0, 0}), (Rgb8{0, 0, 0}));
  EXPECT_EQ(rgbFromLab({200, inf, nan}), (Rgb8{255, 255, 255}));
  EXPECT_EQ(rgbFromLab({-5, 1e30f, -1e30f}), (Rgb8{0, 0, 0}));
}

TEST(Colour, WrongImagesAreRefused) {
  const auto refused = [](auto work) { return throwsError(ErrorKind::InvalidArgument, "", work); };
  const Image one(4, 4, 1, PixelDepth::F32), two(4, 4, 2, PixelDepth::F32), three(4, 4, 3, PixelDepth::U8);
  EXPECT_TRUE(refused([&] { labFromRgb(one); }));
  EXPECT_TRUE(refused([&] { labFromRgb(Image()); }));
  EXPECT_TRUE(refused([&] { lightness(two); }));
  EXPECT_TRUE(refused([&] { rgbFromLightnessAndChroma(three, two, PixelDepth::U8); }));
  EXPECT_TRUE(refused([&] { rgbFromLightnessAndChroma(one, one, PixelDepth::U8); }));
  EXPECT_TRUE(
      refused([&] { rgbFromLightnessAndChroma(one, Image(5, 4, 2, PixelDepth::F32), PixelDepth::U8); }));
  EXPECT_TRUE(refused([&] { rgbFromLightnessAndChroma(one, two, PixelDepth::F32); }));
}

}  // namespace
}  // namespace pentimento::test
