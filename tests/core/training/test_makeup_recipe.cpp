// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/makeup_recipe.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/training/trainer.h"
#include "tests/core/training/together.h"
#include "tests/support/errors.h"
#include "tests/support/made_textures.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"
#include "tests/support/tiny_student.h"

namespace pentimento::test {
namespace {

class MakeupRecipeTest : public TemporaryFolderTest {
 protected:
  void SetUp() override {
    at::set_num_threads(1);  // sums in one order: results are compared bit for bit
    writeTextures(file("textures"), "photos", 6, 64);
    options_.sources = {{file("photos"), 1}};
    options_.textures = file("textures");
    options_.network.size = options_.dataset.size = 64;
    options_.network.baseChannels = 16;
    options_.network.blocks = 2;
    options_.network.withoutIrm = true;
    options_.discriminatorChannels = 8;
    options_.perceptualWeight = 0;
    options_.rate = 1e-3;
    options_.validationPairs = options_.samplePairs = 4;
  }
  std::unique_ptr<MakeupRecipe> recipe() const {
    Compute compute;
    compute.device = "cpu";
    return std::make_unique<MakeupRecipe>(options_, 4, 1, compute);
  }
  TrainingOptions training(const std::string& run, std::int64_t steps, std::int64_t checkpointEvery) const {
    TrainingOptions options;
    options.run = file(run);
    options.steps = steps;
    options.batchSize = 4;
    options.averageDecay = 0.9;
    options.sampleEvery = steps;
    options.checkpointEvery = checkpointEvery;
    return options;
  }
  MakeupRecipeOptions options_;
};

TEST_F(MakeupRecipeTest, LearnsToPutOnWhatTheReferenceWears) {
  options_.dataset.lightShare = options_.dataset.wornShare = options_.dataset.nothingShare = 0;
  options_.dataset.paintedShare = 1;
  const auto one = recipe();
  train(*one, training("run", 1000, 1000), false, {});
  const auto measured = one->validate();
  EXPECT_LT(measured.at("painted").get<double>(), 0.8 * measured.at("unchanged_painted").get<double>());
  EXPECT_LT(measured.at("histogram_lips").get<double>(), 0.4 * measured.at("unchanged_lips").get<double>());
  const auto left = [&](const char* what, const char* before) {
    return measured.at(what).get<double>() / measured.at(before).get<double>();
  };
  EXPECT_NEAR(measured.at("score").get<double>(),
              left("painted", "unchanged_painted") + left("histogram_lips", "unchanged_lips"), 1e-9);
  const auto sheet = one->samples();
  EXPECT_EQ(sheet.width(), 12 * 64);
  EXPECT_EQ(sheet.height(), 4 * 64) << "four real pairs and four painted ones, two a line";
}

TEST_F(MakeupRecipeTest, AResumedRunEqualsAnUninterruptedOneBitForBit) {
  train(*recipe(), training("whole", 6, 3), false, {});
  train(*recipe(), training("halves", 3, 3), false, {});
  train(*recipe(), training("halves", 6, 3), true, {});
  const auto whole = readSafetensors(file("whole/model.safetensors")).tensors;
  const auto halves = readSafetensors(file("halves/model.safetensors")).tensors;
  ASSERT_EQ(whole.size(), halves.size());
  for (const auto& [key, tensor] : whole) EXPECT_TRUE(isIdentical(tensor, halves.at(key))) << key;
}

TEST_F(MakeupRecipeTest, EveryLossIsReported) {
  auto one = recipe();
  one->begin(0);
  using Names = std::vector<std::string>;
  const auto names = [&] {
    Names all;
    for (const auto& [name, value] : one->step(0)) all.push_back(name);
    return all;
  };
  EXPECT_EQ(names(), (Names{"painted", "discriminators", "adversarial", "histogram", "cycle"}));
  options_.adversarialWeight = 0;
  one = recipe();
  one->begin(0);
  EXPECT_EQ(names(), (Names{"painted", "histogram", "cycle"})) << "the discriminators rest";
  options_.dataset.paintedShare = 1;
  one = recipe();
  one->begin(0);
  EXPECT_EQ(one->step(0).size(), 1U);
}

TEST_F(MakeupRecipeTest, LooksAtPicturesThroughAStudentOfVgg) {
  options_.perceptualWeight = 1;
  options_.vgg = writeTinyStudent(folder(), "student");
  const auto one = recipe();
  one->begin(0);
  const auto losses = one->step(0);
  EXPECT_EQ(losses.back().first, "perceptual");
  EXPECT_GT(losses.back().second, 0);
}

TEST_F(MakeupRecipeTest, SeveralProcessesHaveTheLossesOfOne) {
  options_.dataset.paintedShare = 0.6;  // of 8: 5, so that no two processes have as many
  const auto make = [&] { return std::make_unique<MakeupRecipe>(options_, 8, 1, Compute{"cpu", false, 1, ""}); };
  EXPECT_TRUE(areNear(lossesOf(2, make, 3), lossesOf(1, make, 3), 1e-3));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "5 painted and 3 real pairs is too small for 4 processes",
                          [&] { lossesOf(4, make, 1); }));
}

TEST_F(MakeupRecipeTest, OptionsComeBackAndAreChecked) {
  EXPECT_EQ(nlohmann::json(nlohmann::json(options_).get<MakeupRecipeOptions>()), nlohmann::json(options_));
  options_.network.withoutIrm = false;
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "--illumination", [&] { options_.check(); }));
  options_.network.withoutIrm = true;
  options_.cycleWeight = -1;
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "weights", [&] { options_.check(); }));
}

TEST(HistogramDistance, IsTheMeanDistanceOfQuantiles) {
  const auto a = torch::rand({3, 16, 16}) * 0.5, all = torch::ones({1, 16, 16});
  EXPECT_NEAR(*histogramDistance(a, all, a.flip({1}), all), 0, 1e-4);
  EXPECT_NEAR(*histogramDistance(a, all, a + 0.2, all), 0.2 * 127.5, 1e-2);
  EXPECT_FALSE(histogramDistance(a, torch::zeros_like(all), a, all).has_value());
}

}  // namespace
}  // namespace pentimento::test
