// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/painted_light.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/image/colour_curves.h"
#include "tests/support/errors.h"

namespace pentimento {
namespace {

constexpr int lightSize = 64;

/// Of a round face: it turns away to all sides.
cv::Mat roundNormals() {
  cv::Mat normals(lightSize, lightSize, CV_32FC3);
  for (int y = 0; y < lightSize; ++y)
    for (int x = 0; x < lightSize; ++x) {
      const float u = 1.6F * ((static_cast<float>(x) + 0.5F) / lightSize - 0.5F),
                  v = 1.2F * ((static_cast<float>(y) + 0.5F) / lightSize - 0.5F);
      normals.at<cv::Vec3f>(y, x) =
          cv::normalize(cv::Vec3f(u, v, -std::sqrt(std::max(0.05F, 1 - u * u - v * v))));
    }
  return normals;
}

cv::Mat skin(double value = 0.5) {
  return {lightSize, lightSize, CV_32FC3, cv::Scalar::all(value)};
}

double meanOf(const cv::Mat& texture, const cv::Range& columns, const cv::Range& rows = cv::Range::all()) {
  const auto mean = cv::mean(texture(rows, columns));
  return texture.channels() == 1 ? mean[0] : (mean[0] + mean[1] + mean[2]) / 3;
}
const cv::Range leftHalf(0, lightSize / 2), rightHalf(lightSize / 2, lightSize);

double greatestDifference(const cv::Mat& a, const cv::Mat& b) {
  return cv::norm(a, b, cv::NORM_INF);
}

PaintedLight from(double azimuth, double elevation, double ambient = 0.2) {
  const double a = azimuth * CV_PI / 180, e = elevation * CV_PI / 180;
  PaintedLight light;
  light.direction = cv::Vec3d(-std::sin(a) * std::cos(e), -std::sin(e), -std::cos(a) * std::cos(e));
  light.ambient = ambient;
  return light;
}

TEST(PaintedLight, EvenLightChangesNothingButTheExposure) {
  PaintedLight light;
  EXPECT_LT(greatestDifference(lit(skin(), roundNormals(), light), skin()), 1e-3);
  light.exposure = 0.5;
  const float half =
      ColourCurves::get().encodedFromLinear(0.5F * ColourCurves::get().linearFromEncoded(0.5F));
  EXPECT_LT(greatestDifference(lit(skin(), roundNormals(), light), skin(half)), 1e-3)
      << "half of the light, not of the displayed value";
}

TEST(PaintedLight, FallsOnTheSideItComesFrom) {
  const cv::Mat normals = roundNormals();
  const cv::Mat left = lit(skin(), normals, from(60, 0)), right = lit(skin(), normals, from(-60, 0));
  EXPECT_GT(meanOf(left, leftHalf), 1.5 * meanOf(left, rightHalf));
  cv::Mat flipped;
  cv::flip(left, flipped, 1);
  EXPECT_LT(greatestDifference(flipped, right), 1e-3);
  const cv::Mat top = lit(skin(), normals, from(0, 60));
  EXPECT_GT(meanOf(top, cv::Range::all(), leftHalf), 1.2 * meanOf(top, cv::Range::all(), rightHalf));
}

TEST(PaintedLight, AHardOneMakesHalfAFaceDark) {
  auto light = from(85, 0, 0.03);
  const cv::Mat soft = lit(skin(), roundNormals(), light);
  light.hardness = 1;
  const cv::Mat hard = lit(skin(), roundNormals(), light);
  const cv::Range away(lightSize * 5 / 8, lightSize);
  EXPECT_LT(meanOf(hard, away), 0.3);
  // A quarter in from the border the surface is turned half towards a light from the side.
  const auto contrast = [](const cv::Mat& texture) {
    const cv::Range middle(lightSize / 2 - 2, lightSize / 2 + 2);
    return meanOf(texture, {lightSize / 4 - 2, lightSize / 4 + 2}) - meanOf(texture, middle);
  };
  EXPECT_GT(contrast(hard), contrast(soft)) << "its terminator is steeper";
}

TEST(PaintedLight, KeepsTheMeanOfTheLight) {
  auto light = from(50, 10, 0.3);
  light.exposure = 0.8;
  const cv::Mat normals = roundNormals(), result = lit(skin(0.4), normals, light);
  const auto& curves = ColourCurves::get();
  double sum = 0, weights = 0;
  for (int y = 0; y < lightSize; ++y)
    for (int x = 0; x < lightSize; ++x) {
      const double weight = -normals.at<cv::Vec3f>(y, x)[2];
      sum += weight * curves.linearFromEncoded(result.at<cv::Vec3f>(y, x)[1]);
      weights += weight;
    }
  EXPECT_NEAR(sum / weights / curves.linearFromEncoded(0.4F), 0.8, 0.01);
}

TEST(PaintedLight, HighlightsBlowOutAndStayWithin1) {
  auto light = from(30, 0, 0.5);
  light.highlight = 1.2;
  light.shininess = 20;
  const cv::Mat shiny = lit(skin(), roundNormals(), light);
  double low = 0, high = 0;
  cv::minMaxLoc(shiny.reshape(1), &low, &high);
  EXPECT_FLOAT_EQ(static_cast<float>(high), 1);
  EXPECT_GE(low, 0);
  cv::Mat blown;
  cv::inRange(shiny, cv::Scalar::all(0.999), cv::Scalar::all(1), blown);
  EXPECT_GT(cv::countNonZero(blown), lightSize * lightSize / 100);
  EXPECT_LT(cv::countNonZero(blown), lightSize * lightSize / 3) << "a spot, not the face";
}

TEST(PaintedLight, CastShadowsCoverTheirShareAndStayWhereTheyAre) {
  auto light = from(0, 0, 0);
  light.shadow = 1;
  light.shadowShare = 0.3;
  light.shadowSoftness = 0;
  light.shadowSeed = 5;
  const cv::Mat normals(lightSize, lightSize, CV_32FC3, cv::Scalar(0, 0, -1));
  const cv::Mat first = lit(skin(), normals, light);
  cv::Mat dark;
  cv::inRange(first, cv::Scalar::all(0), cv::Scalar::all(0.3), dark);
  EXPECT_NEAR(cv::countNonZero(dark), 0.3 * lightSize * lightSize, 0.05 * lightSize * lightSize);
  EXPECT_EQ(greatestDifference(first, lit(skin(), normals, light)), 0);
  light.shadowSeed = 6;
  EXPECT_GT(greatestDifference(first, lit(skin(), normals, light)), 0.3);
}

TEST(PaintedLight, ColoursWhatItFallsOn) {
  auto light = from(40, 0, 0.2);
  light.colour = {1.2F, 1, 0.8F};
  const auto mean = cv::mean(lit(skin(), roundNormals(), light));
  EXPECT_GT(mean[0], mean[1] + 0.01);
  EXPECT_GT(mean[1], mean[2] + 0.01);
}

TEST(PaintedLight, WantsFloatsOfOneSize) {
  const cv::Mat normals = roundNormals();
  for (const cv::Mat& texture :
       {cv::Mat(lightSize, lightSize, CV_8UC3), cv::Mat(lightSize, 32, CV_32FC3), cv::Mat()})
    EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "", [&] { lit(texture, normals, {}); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "",
                                [&] { timesLight(skin(), cv::Mat(lightSize, lightSize, CV_32FC2)); }));
}

TEST(TimesLight, MultipliesLinearLight) {
  const auto& curves = ColourCurves::get();
  const cv::Mat light(lightSize, lightSize, CV_32F, cv::Scalar(0.25));
  EXPECT_NEAR(timesLight(skin(0.8), light).at<cv::Vec3f>(3, 4)[2],
              curves.encodedFromLinear(0.25F * curves.linearFromEncoded(0.8F)), 1e-6);
  EXPECT_EQ(timesLight(skin(0.8), light * 40).at<cv::Vec3f>(3, 4)[0], 1);
}

TEST(RandomLight, IsMostlyFromASideAndDependsOnTheNumbersAlone) {
  cv::RNG random(3), again(3);
  int sides = 0, hard = 0, blown = 0, frontal = 0;
  constexpr int count = 400;
  for (int i = 0; i < count; ++i) {
    const auto light = randomLight(random), same = randomLight(again);
    EXPECT_EQ(light.direction, same.direction);
    EXPECT_EQ(light.shadowSeed, same.shadowSeed);
    EXPECT_NEAR(cv::norm(light.direction), 1, 1e-5);
    EXPECT_GE(light.ambient, 0);
    EXPECT_LE(light.ambient, 1);
    const auto kind = lightClassOf(light);
    sides += directionOf(kind) == 1 || directionOf(kind) == 2;
    frontal += directionOf(kind) == 0;
    hard += kind == LightClass::HardLeft || kind == LightClass::HardRight;
    blown += light.highlight > 0.5;
  }
  EXPECT_GT(sides, count / 2);
  EXPECT_GT(hard, count / 8);
  EXPECT_GT(frontal, count / 20);
  EXPECT_GT(blown, count / 20);
}

TEST(LightClassOf, KnowsLeftFromRightAndSoftFromHard) {
  EXPECT_EQ(lightClassOf(0, 0), LightClass::Frontal);
  EXPECT_EQ(lightClassOf(10, -10), LightClass::Frontal);
  EXPECT_EQ(lightClassOf(25, 0), LightClass::Left) << "from the subject's right: the picture's left";
  EXPECT_EQ(lightClassOf(-25, 10), LightClass::Right);
  EXPECT_EQ(lightClassOf(70, -35), LightClass::HardLeft);
  EXPECT_EQ(lightClassOf(-50, -40), LightClass::HardRight);
  EXPECT_EQ(lightClassOf(15, 20), LightClass::Top);
  EXPECT_EQ(lightClassOf(35, 40), LightClass::HardTop);
  EXPECT_EQ(lightClassOf(0, -35), LightClass::Bottom);
  EXPECT_EQ(lightClassOf(-20, -40), LightClass::HardBottom);
}

TEST(LightClassOf, APaintedLightIsWhatItsDirectionAndContrastMakeIt) {
  for (const auto& [azimuth, elevation] : {std::pair{70, 0}, {-30, 10}, {0, 50}, {5, -25}, {0, 5}})
    EXPECT_EQ(lightClassOf(from(azimuth, elevation, 0.1)), lightClassOf(azimuth, elevation)) << azimuth;
  EXPECT_EQ(lightClassOf(from(70, 0, 0.5)), LightClass::Left) << "softened by light from everywhere";
  EXPECT_EQ(lightClassOf(from(70, 0, 0.9)), LightClass::Frontal);
}

TEST(SpoiltByLight, LiesOnTheDarkerSide) {
  const cv::Mat plain(lightSize, lightSize, CV_32F, cv::Scalar(0.5));
  cv::Mat one = plain.clone();
  one(cv::Range::all(), rightHalf) = 0.1;
  const cv::Mat spoilt = spoiltByLight(one, plain);
  EXPECT_GT(meanOf(spoilt, {lightSize / 2 + 4, lightSize}), 0.99);
  EXPECT_LT(meanOf(spoilt, {0, lightSize / 2 - 4}), 0.01);
}

TEST(SpoiltByLight, IsNothingWhereBothSidesAreAlike) {
  const cv::Mat plain(lightSize, lightSize, CV_32F, cv::Scalar(0.5));
  EXPECT_EQ(meanOf(spoiltByLight(plain * 0.2, plain), cv::Range::all()), 0) << "dark on both sides";
  cv::Mat face = plain.clone();
  face(cv::Range::all(), rightHalf) = 0.1;  // the face's own: a mark, a scarf
  EXPECT_LT(meanOf(spoiltByLight(face, face), cv::Range::all()), 1e-6);
}

TEST(SpoiltByLight, LiesWhereOneSideIsBlownOut) {
  const cv::Mat plain(lightSize, lightSize, CV_32F, cv::Scalar(0.7));
  cv::Mat one = plain.clone();
  one(cv::Rect(8, 20, 16, 16)) = 1;
  const cv::Mat spoilt = spoiltByLight(one, plain);
  EXPECT_GT(spoilt.at<float>(28, 16), 0.9F);
  EXPECT_LT(spoilt.at<float>(28, lightSize - 1 - 16), 0.3F);
  EXPECT_EQ(spoilt.at<float>(50, 16), 0);
}

}  // namespace
}  // namespace pentimento
