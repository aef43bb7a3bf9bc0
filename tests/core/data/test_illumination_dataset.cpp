// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/illumination_dataset.h"

#include <gtest/gtest.h>

#include <fstream>
#include <opencv2/imgproc.hpp>

#include "core/data/painted_light.h"
#include "tests/support/errors.h"
#include "tests/support/made_lights.h"
#include "tests/support/made_textures.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento::test {
namespace {

constexpr int yaleSize = 64, subjects = 7, lightsEach = 7;

class LitFaces : public TemporaryFolderTest {
 protected:
  void SetUp() override { writeMadeLights(file("yale"), subjects); }
  YalePhotosOptions options(Split split = Split::All) const {
    return {file("yale"), file("yale/layout.txt"), split, yaleSize};
  }
  std::shared_ptr<const YalePhotos> photos(Split split = Split::All) const {
    return std::make_shared<YalePhotos>(options(split));
  }
};

/// Means of the left and the right half of the face, as many texels of each.
std::pair<double, double> halves(const cv::Mat& texture) {
  const cv::Rect left(12, 12, 18, 40), right(yaleSize - 12 - 18, 12, 18, 40);
  return {cv::mean(texture(left))[0], cv::mean(texture(right))[0]};
}

TEST_F(LitFaces, AreUnwrappedWithTheirLight) {
  const auto all = photos();
  ASSERT_EQ(all->entries().size(), std::size_t{subjects * lightsEach});
  EXPECT_EQ(all->subjects().size(), std::size_t{subjects});
  EXPECT_GT(cv::countNonZero(all->face().mat()), yaleSize * yaleSize / 2);
  for (const auto& entry : all->entries()) {
    EXPECT_EQ(entry.texture.width(), yaleSize);
    EXPECT_EQ(entry.light, lightClassOf(entry.azimuth, entry.elevation));
    const auto& frontal = all->entries()[entry.frontal];
    EXPECT_EQ(frontal.subject, entry.subject);
    EXPECT_EQ(frontal.azimuth, 0);
    const auto [left, right] = halves(entry.texture.mat());
    if (directionOf(entry.light) == directionOf(LightClass::Left)) {
      EXPECT_GT(left, 1.2 * right) << entry.stem;
    }
    if (directionOf(entry.light) == directionOf(LightClass::Right)) {
      EXPECT_GT(right, 1.2 * left) << entry.stem;
    }
    if (directionOf(entry.light) == 0) {
      EXPECT_NEAR(left, right, 0.03 * left) << entry.stem;
    }
  }
}

TEST_F(LitFaces, EverySixthSubjectIsHeldOut) {
  const auto training = photos(Split::Training), heldOut = photos(Split::HeldOut);
  EXPECT_EQ(heldOut->subjects(), std::vector<std::string>{"person05"});
  EXPECT_EQ(training->subjects().size(), std::size_t{subjects - 1});
  for (const auto& entry : training->entries()) EXPECT_NE(entry.subject, "person05");
}

TEST_F(LitFaces, AFolderThatIsNoneIsNamed) {
  auto wanted = options();
  wanted.folder = file("nothing");
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "light.tsv", [&] { YalePhotos{wanted}; }));
  std::ofstream(file("yale/light.tsv"), std::ios::app) << "person00_x\tperson00\tnorth\t0\n";
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "line", [&] { YalePhotos{options()}; }));
  writeMadeLights(file("few"), 2);
  wanted = {file("few"), file("few/layout.txt"), Split::HeldOut, yaleSize};
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "few", [&] { YalePhotos{wanted}; }));
}

TEST_F(LitFaces, GiveTheirLightToOthers) {
  const YaleLights lights(*photos());
  EXPECT_EQ(lights.size(), std::size_t{lightsEach - 1})
      << "the frontal light is what the others are measured by";
  cv::RNG random(1), again(1);
  int seen[lightDirectionCount] = {};
  for (int i = 0; i < 60; ++i) {
    const auto ratio = lights.draw(random, yaleSize), same = lights.draw(again, yaleSize);
    EXPECT_EQ(cv::norm(ratio.light, same.light, cv::NORM_INF), 0);
    EXPECT_EQ(ratio.light.size(), cv::Size(yaleSize, yaleSize));
    const auto [left, right] = halves(ratio.light);
    const int direction = directionOf(ratio.kind);
    ++seen[direction];
    if (direction == directionOf(LightClass::Left)) {
      EXPECT_GT(left, right);
    }
    if (direction == directionOf(LightClass::Right)) {
      EXPECT_GT(right, left);
    }
    EXPECT_NEAR(cv::mean(ratio.light)[0], 1, 0.75);
  }
  for (int direction = 1; direction < lightDirectionCount; ++direction) EXPECT_GT(seen[direction], 0);
}

TEST_F(LitFaces, ARatioIsTheLightsNotTheFaces) {
  const Image frontal(cv::Mat(yaleSize, yaleSize, CV_8U, cv::Scalar(160)));
  cv::Mat half = frontal.mat().clone();
  half(cv::Rect(0, 0, yaleSize / 2, yaleSize)) = 77;  // (77 + 6) / (160 + 6): half of it
  const auto ratio = logLightRatio(Image(half), frontal);
  EXPECT_NEAR(ratio.at<float>(10, 5), std::log(0.5), 1e-3);
  EXPECT_NEAR(ratio.at<float>(10, yaleSize - 5), 0, 1e-3);
}

TEST_F(LitFaces, BatchesDependOnTheirNumberAlone) {
  writeTextures(file("textures"), "photos", 2, yaleSize);
  IlluminationDatasetOptions wanted;
  wanted.size = yaleSize;
  const IlluminationDataset dataset(photos(), file("textures"), wanted, 4);
  EXPECT_EQ(dataset.colourFaces(), 4U);
  const auto batch = dataset.batch(3, 12), same = dataset.batch(3, 12), other = dataset.batch(4, 12);
  EXPECT_TRUE(hasShape(batch.textures, {12, 3, yaleSize, yaleSize}));
  EXPECT_TRUE(hasShape(batch.spoilt, {12, 1, yaleSize, yaleSize}));
  EXPECT_TRUE(hasShape(batch.classes, {12}));
  EXPECT_TRUE(isWithin(batch.textures, -1, 1));
  EXPECT_TRUE(isWithin(batch.spoilt, 0, 1));
  EXPECT_TRUE(isIdentical(batch.textures, same.textures));
  EXPECT_TRUE(isIdentical(batch.spoilt, same.spoilt));
  EXPECT_FALSE(torch::equal(batch.textures, other.textures));
  // The first sample of a batch of two is the same as of a batch of twelve.
  EXPECT_TRUE(isIdentical(dataset.batch(0, 2).textures[1], dataset.batch(0, 12).textures[1]));
}

/// Whether what is spoilt lies on the side away from the light, wherever there is much of it.
void expectSpoiltAwayFromTheLight(const IlluminationDataset& dataset) {
  const auto batch = dataset.batch(0, 80);
  int judged = 0;
  for (std::int64_t i = 0; i < 80; ++i) {
    const int direction = directionOf(static_cast<LightClass>(batch.classes[i].item<std::int64_t>()));
    const auto left = batch.spoilt[i].narrow(2, 8, 24).mean().item<double>(),
               right = batch.spoilt[i].narrow(2, yaleSize - 32, 24).mean().item<double>();
    if ((direction != 1 && direction != 2) || std::abs(left - right) < 0.05) continue;
    EXPECT_EQ(left > right, direction == directionOf(LightClass::Right)) << i;
    const auto brightness = batch.textures[i].mean(0);
    EXPECT_EQ(brightness.narrow(1, 8, 24).mean().item<double>() >
                  brightness.narrow(1, 32, 24).mean().item<double>(),
              direction == directionOf(LightClass::Left))
        << i;
    ++judged;
  }
  EXPECT_GT(judged, 8);
}

TEST_F(LitFaces, WhatTheLightSpoilsLiesAwayFromIt) {
  IlluminationDatasetOptions wanted;
  wanted.size = yaleSize;
  expectSpoiltAwayFromTheLight(IlluminationDataset(photos(), {}, wanted, 1));
}

TEST_F(LitFaces, SoItDoesOnColourTexturesInTransplantedLight) {
  writeTextures(file("textures"), "photos", 2, yaleSize);
  IlluminationDatasetOptions wanted;
  wanted.size = yaleSize;
  wanted.colourShare = wanted.ratioShare = 1;
  expectSpoiltAwayFromTheLight(IlluminationDataset(photos(), file("textures"), wanted, 1));
}

TEST_F(LitFaces, DarkFrontalLightIsDim) {
  IlluminationDatasetOptions wanted;
  wanted.size = yaleSize;
  const IlluminationDataset dataset(photos(), {}, wanted, 2);
  const auto batch = dataset.batch(0, 120);
  int dim = 0, bright = 0;
  for (std::int64_t i = 0; i < 120; ++i) {
    const auto light = static_cast<LightClass>(batch.classes[i].item<std::int64_t>());
    if (directionOf(light) != 0) continue;
    const auto weights = torch::tensor({0.299, 0.587, 0.114}).view({3, 1, 1});
    const double mean = ((batch.textures[i] + 1) / 2 * weights).sum(0).mean().item<double>();
    EXPECT_EQ(light == LightClass::DimFrontal, mean < dimBelow);
    ++(light == LightClass::DimFrontal ? dim : bright);
  }
  EXPECT_GT(dim, 2);
  EXPECT_GT(bright, 2);
}

TEST_F(LitFaces, PlainOnesAreAsTheyAre) {
  const auto all = photos();
  const auto batch = plainLitBatch(*all);
  ASSERT_EQ(batch.textures.size(0), subjects * lightsEach);
  const auto& entry = all->entries()[3];
  EXPECT_NEAR(batch.textures[3][1][20][30].item<double>(),
              entry.texture.mat().at<std::uint8_t>(20, 30) / 127.5 - 1, 1e-5);
  EXPECT_EQ(directionOf(static_cast<LightClass>(batch.classes[3].item<std::int64_t>())),
            directionOf(entry.light));
  EXPECT_EQ(plainLitBatch(*all, 5).textures.size(0), 5);
}

TEST_F(LitFaces, OptionsAreCheckedAndFoldersNamed) {
  IlluminationDatasetOptions wanted;
  wanted.colourShare = 2;
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "colour_share", [&] { wanted.check(); }));
  std::filesystem::create_directories(file("empty"));
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "empty", [&] {
    IlluminationDataset(photos(), file("empty"), IlluminationDatasetOptions{}, 1);
  }));
}

}  // namespace
}  // namespace pentimento::test
