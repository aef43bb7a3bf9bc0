// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/image/colour.h"
#include "core/training/colourise_options.h"
#include "core/training/metrics.h"
#include "tests/support/errors.h"
#include "tests/support/made_photos.h"

namespace pentimento {
namespace {

Image plain(int r, int g, int b) { return Image(cv::Mat(8, 8, CV_8UC3, cv::Scalar(r, g, b))); }

TEST(Metrics, PsnrOfAKnownDifference) {
  EXPECT_NEAR(psnr(plain(100, 100, 100), plain(110, 110, 110)), 20 * std::log10(255.0 / 10), 1e-6);
  EXPECT_EQ(psnr(plain(9, 8, 7), plain(9, 8, 7)), 100);
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "equal size",
                                [] { psnr(plain(1, 1, 1), test::madeScene(9, 8, 1)); }));
}

TEST(Metrics, ChromaL1IgnoresLightness) {
  EXPECT_NEAR(chromaL1(plain(50, 50, 50), plain(200, 200, 200)), 0, 0.05);
  const auto red = labFromRgb(Rgb8{255, 0, 0});
  EXPECT_NEAR(chromaL1(plain(255, 0, 0), plain(128, 128, 128)), (std::abs(red.a) + std::abs(red.b)) / 2, 0.1);
}

TEST(Metrics, ColourfulnessOfGreyIsNothingAndOfPlainRedItsMeanTerm) {
  EXPECT_NEAR(colourfulness(plain(77, 77, 77)), 0, 1e-6);
  EXPECT_NEAR(colourfulness(plain(255, 0, 0)), 0.3 * std::hypot(255.0, 127.5), 1e-3);
}

TEST(Metrics, HistogramsIntersectFromZeroToOne) {
  ChromaHistogram red, green, sameRed;
  red.add(plain(200, 30, 30));
  sameRed.add(plain(200, 30, 30));
  green.add(plain(20, 180, 220));
  EXPECT_DOUBLE_EQ(red.intersection(sameRed), 1);
  EXPECT_DOUBLE_EQ(red.intersection(green), 0);
}

TEST(ColouriseRecipeOptions, KnowsTheRowsOfTableOne) {
  ColouriseRecipeOptions options;
  options.useAblation("bn");
  EXPECT_EQ(options.network.normalisation, Normalisation::Batch);
  EXPECT_FALSE(options.network.spectralNorm);
  EXPECT_EQ(options.discriminator.scales, 1);
  options.useAblation("ibn+sn+md");
  EXPECT_EQ(options.discriminator.normalisation, Normalisation::InstanceBatch);
  EXPECT_TRUE(options.discriminator.spectralNorm);
  EXPECT_EQ(options.discriminator.scales, 3);
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "none of", [&] { options.useAblation("sn"); }));
}

TEST(ColouriseRecipeOptions, SurviveJson) {
  ColouriseRecipeOptions options;
  options.sources = {{"/a", 0.5}};
  options.useAblation("in+sn");
  options.lambda = 7;
  const nlohmann::json json = options;
  EXPECT_EQ(nlohmann::json(json.get<ColouriseRecipeOptions>()), json);
}

}  // namespace
}  // namespace pentimento
