// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/makeup_measures.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "core/data/painted_light.h"
#include "core/face/painted_makeup.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"
#include "tests/support/made_textures.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento::test {
namespace {

constexpr int size = 64;

StoredFace withLipstick(StoredFace face) {
  MakeupStyle style;
  style.lips.opacity = 0.9;
  cv::Mat shares, bytes;
  face.texture.mat().convertTo(shares, CV_32F, 1.0 / 255);
  painted(shares, style, face.labels).convertTo(bytes, CV_8U, 255);
  face.texture = Image(bytes);
  return face;
}

class MakeupMeasures : public testing::Test {
 protected:
  MakeupMeasures() {
    MakeupDatasetOptions options;
    options.size = size;
    pair_ = MakeupDataset(nullptr, options, 0).pair(source_, reference_);
  }
  nlohmann::json distances(const torch::Tensor& result) const {
    ColourTally tally;
    tally.add(result, pair_);
    return tally.json();
  }
  torch::Tensor outside() const { return std::get<0>(pair_.sourceRegions.max(0)) < 0.5; }

  StoredFace source_ = madeTexture(size, 1), reference_ = withLipstick(madeTexture(size, 4));
  MakeupBatch pair_;
};

/// Half as bright in linear light.
cv::Mat dimmed(const cv::Mat& texture, const cv::Mat&) {
  return timesLight(texture, cv::Mat(texture.size(), CV_32F, cv::Scalar(0.5)));
}

TEST_F(MakeupMeasures, HistogramMatchingHasTheReferencesColours) {
  const auto before = distances(unchanged(pair_)), after = distances(histogramTransferred(pair_));
  for (const char* region : {"lips", "eyes", "skin"}) {
    EXPECT_GT(before.at(region).get<double>(), 5) << region;
    EXPECT_LT(after.at(region).get<double>(), 0.5) << region;
  }
}

TEST_F(MakeupMeasures, ReinhardComesNearerRegionByRegion) {
  const auto before = distances(unchanged(pair_)), whole = distances(reinhardTransferred(pair_, false)),
             regions = distances(reinhardTransferred(pair_, true));
  for (const char* region : {"lips", "skin"})
    EXPECT_LT(regions.at(region).get<double>(), 0.4 * before.at(region).get<double>()) << region;
  EXPECT_LT(regions.at("lips").get<double>(), 0.5 * whole.at("lips").get<double>())
      << "the face as one knows of no lips";
}

TEST_F(MakeupMeasures, NothingBesideTheRegionsIsTransferred) {
  ASSERT_TRUE(outside().any().item<bool>());
  for (const auto& result :
       {histogramTransferred(pair_), reinhardTransferred(pair_, true), reinhardTransferred(pair_, false)})
    for (std::int64_t c = 0; c < 3; ++c)
      EXPECT_TRUE(isIdentical(result[c].masked_select(outside()), pair_.source[c].masked_select(outside())));
}

TEST_F(MakeupMeasures, TellsHowMuchOfAPaintedPartComesOver) {
  MakeupDatasetOptions options;
  options.size = size;
  const MakeupDataset maker(nullptr, options, 0);
  const auto bare = madeTexture(size, 4);
  const auto told = [&](MakeupPart part, const MakeupMethod& method) {
    PaintedTally tally;
    cv::RNG random(3);
    const auto [pair, wanted] = paintedPart(maker, source_, bare, part, random);
    tally.add(method, part, pair, wanted);
    return tally.json().at(std::string(nameOf(part)));
  };
  for (const auto part : makeupParts) {
    // Half of the truth, which is painted again from the same chance.
    const auto half = [&](const MakeupBatch& pair) {
      cv::RNG random(3);
      const auto shares = imageFromTensor((pair.source + 1) / 2).mat();
      const cv::Mat truth = painted(shares, randomMakeup(random, part), source_.labels);
      return pair.source + (tensorFromImage(Image(truth)) * 2 - 1 - pair.source) / 2;
    };
    EXPECT_NEAR(told(part, half).at("comes_over").get<double>(), 0.5, 1e-3) << nameOf(part);
    EXPECT_NEAR(told(part, half).at("beside").get<double>(), 0, 1e-2) << nameOf(part);
    EXPECT_EQ(told(part, unchanged).at("comes_over"), 0);
    EXPECT_EQ(told(part, unchanged).at("beside"), 0);
    const auto noisy = [](const MakeupBatch& pair) { return pair.source + 0.2; };
    EXPECT_GT(told(part, noisy).at("beside").get<double>(), 0.5) << nameOf(part);
  }
}

TEST_F(MakeupMeasures, RegionsThatAreHiddenDoNotCount) {
  pair_.referenceRegions[0].zero_();
  const auto result = distances(histogramTransferred(pair_));
  EXPECT_FALSE(result.contains("lips"));
  EXPECT_TRUE(result.contains("skin"));
  EXPECT_TRUE(
      isNear(histogramTransferred(pair_) * pair_.sourceRegions[0], pair_.source * pair_.sourceRegions[0]));
}

TEST_F(MakeupMeasures, ChangeIsMeasuredOnTheFaceAlone) {
  auto changed = pair_.source.clone();
  EXPECT_EQ(meanChange(changed, pair_.source, pair_.sourceRegions), 0);
  for (std::int64_t c = 0; c < 3; ++c) changed[c].masked_fill_(outside(), 1);
  EXPECT_EQ(meanChange(changed, pair_.source, pair_.sourceRegions), 0);
  EXPECT_NEAR(meanChange(pair_.source + 2.0 / 255, pair_.source, pair_.sourceRegions), 1, 1e-3);
  EXPECT_EQ(meanChange(changed, pair_.source, torch::zeros_like(pair_.sourceRegions)), 0);
}

TEST_F(MakeupMeasures, WhoLeavesTheFaceAloneLeaksNoLight) {
  const auto leaks = lightLeaks(unchanged, pair_, source_, reference_, dimmed);
  EXPECT_EQ(leaks.reference, 0);
  EXPECT_EQ(leaks.source, 0);
}

TEST_F(MakeupMeasures, WhoCopiesTheReferenceCopiesItsLightAndLosesTheSources) {
  const auto copies = [](const MakeupBatch& pair) { return pair.reference; };
  const auto leaks = lightLeaks(copies, pair_, source_, reference_, dimmed);
  const double darker =
      meanChange(relit(pair_.reference, reference_, dimmed), pair_.reference, pair_.sourceRegions);
  EXPECT_GT(darker, 20);
  EXPECT_NEAR(leaks.reference, darker, 1e-4);
  EXPECT_NEAR(leaks.source, darker, 1e-4);
}

TEST_F(MakeupMeasures, WhatIsAddedShowsInTheCropWhereTheFaceIs) {
  const auto crop = pictureTensor(source_.crop, size);
  EXPECT_TRUE(isNear(cropWith(source_, torch::zeros({3, size / 2, size / 2})), crop));
  const auto more = cropWith(source_, torch::full({3, size / 2, size / 2}, 0.1)) - crop;
  // madeTexture: the middle of the crop shows all of the texture.
  EXPECT_NEAR(more[0][size / 2][size / 2].item<double>(), 0.1, 1e-5);
  EXPECT_EQ(more[0][2][size / 2].item<double>(), 0);
}

TEST_F(MakeupMeasures, TheNetworkIsAskedForOnePair) {
  MakeupGeneratorOptions options;
  options.size = size;
  options.baseChannels = 4;
  options.blocks = 1;
  options.withoutIrm = true;
  torch::manual_seed(1);
  MakeupGenerator network(options);
  const Compute cpu{"cpu", false, 1, "CPU"};
  const auto result = networkMethod(network, cpu)(pair_);
  EXPECT_EQ(result.sizes(), pair_.source.sizes());
  EXPECT_FALSE(result.requires_grad());
  EXPECT_LE(result.abs().max().item<double>(), 1);
}

}  // namespace
}  // namespace pentimento::test
