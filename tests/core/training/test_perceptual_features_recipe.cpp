// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/perceptual_features_recipe.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/models/load_vgg_features.h"
#include "core/training/perceptual_fidelity.h"
#include "core/training/trainer.h"
#include "tests/support/errors.h"
#include "tests/support/made_photos.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"
#include "tests/support/tiny_student.h"

namespace pentimento::test {
namespace {

class PerceptualFeaturesRecipeTest : public TemporaryFolderTest {
 protected:
  void SetUp() override {
    at::set_num_threads(1);  // sums in one order: results are compared bit for bit
    writeScenes(file("photos"), 6);
    options_.sources = {{file("photos"), 1}};
    options_.teacher = writeTinyStudent(folder(), "teacher");
    options_.network.baseChannels = 4;
    options_.dataset.size = 32;
    options_.rate = 5e-3;
    options_.validationPairs = 6;
    options_.samplePictures = 2;
  }
  std::unique_ptr<PerceptualFeaturesRecipe> recipe() const {
    Compute compute;
    compute.device = "cpu";
    return std::make_unique<PerceptualFeaturesRecipe>(options_, 2, 1, compute);
  }
  TrainingOptions training(const std::string& run, std::int64_t steps) const {
    TrainingOptions options;
    options.run = file(run);
    options.steps = steps;
    options.batchSize = 2;
    options.averageDecay = 0.9;
    options.sampleEvery = steps;
    options.checkpointEvery = steps;
    return options;
  }
  PerceptualFeaturesRecipeOptions options_;
};

TEST_F(PerceptualFeaturesRecipeTest, LearnsItsTeachersActivations) {
  const auto one = recipe();
  const auto before = one->validate();
  train(*one, training("run", 200), false, {});
  const auto after = one->validate();
  EXPECT_LT(after.at("score").get<double>(), 0.5 * before.at("score").get<double>());
  for (const auto& [tap, error] : after.at("relative_error").items())
    EXPECT_LT(error.get<double>(), 0.8 * before.at("relative_error").at(tap).get<double>()) << tap;
  EXPECT_GT(after.at("distance").at("gradient_cosine").get<double>(),
            before.at("distance").at("gradient_cosine").get<double>());
  const auto sheet = one->samples();  // a picture and two maps a tap
  EXPECT_EQ(sheet.width(), 11 * 32);
  EXPECT_EQ(sheet.height(), 2 * 32);
}

TEST_F(PerceptualFeaturesRecipeTest, AResumedRunEqualsAnUninterruptedOneBitForBit) {
  train(*recipe(), training("whole", 6), false, {});
  train(*recipe(), training("halves", 3), false, {});
  train(*recipe(), training("halves", 6), true, {});
  const auto whole = readSafetensors(file("whole/model.safetensors")).tensors;
  const auto halves = readSafetensors(file("halves/model.safetensors")).tensors;
  ASSERT_EQ(whole.size(), halves.size());
  for (const auto& [name, tensor] : whole) EXPECT_TRUE(isIdentical(tensor, halves.at(name))) << name;
}

TEST_F(PerceptualFeaturesRecipeTest, ItsModelServesAsVggFeatures) {
  train(*recipe(), training("run", 2), false, {});
  const auto vgg = loadVggFeatures(file("run/model.safetensors"));
  EXPECT_EQ(vgg(torch::rand({1, 3, 32, 32})).size(), 5U);
  const auto card = readCard(file("run/model.json"));
  EXPECT_EQ(card.task, "perceptual-features");
  ASSERT_EQ(card.data.size(), 1U);
  EXPECT_EQ(card.data[0].count, 6);
}

TEST_F(PerceptualFeaturesRecipeTest, OptionsComeBackAndAreChecked) {
  options_.rate = 0.125;
  options_.dataset.maximumZoom = 1.5;
  const nlohmann::json json = options_;
  EXPECT_EQ(nlohmann::json(json.get<PerceptualFeaturesRecipeOptions>()), json);
  options_.teacher.clear();
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "--teacher", [&] { recipe(); }));
}

TEST_F(PerceptualFeaturesRecipeTest, ATeacherIsWhollyFaithfulToItselfAndAnotherIsNot) {
  const auto photos = std::make_shared<PhotoFolders>(PhotoFoldersOptions{options_.sources, Split::All});
  const auto pairs = DisturbedPairs(photos, options_.dataset, 1).batch(0, 8);
  const auto teacher = loadVggFeatures(options_.teacher);
  PerceptualFidelity itself, other;
  itself.add(teacher, teacher, pairs);
  const auto whole = itself.json();
  EXPECT_EQ(whole.at("pairs"), 8);
  EXPECT_EQ(whole.at("relative_error").size(), 5U);
  EXPECT_EQ(whole.at("relative_error").at("relu4_1"), 0);
  for (const char* name : {"pearson", "spearman", "gradient_cosine"})
    EXPECT_NEAR(whole.at("distance").at(name).get<double>(), 1, 1e-6) << name;

  other.add(loadVggFeatures(writeTinyStudent(folder(), "other")), teacher, pairs);
  const auto half = other.json();
  EXPECT_GT(half.at("relative_error").at("relu1_1"), 0.3);
  EXPECT_LT(half.at("distance").at("gradient_cosine"), 0.9);
  EXPECT_THROW(PerceptualFidelity().json(), Error) << "nothing was looked at";
}

TEST(Correlation, IsThatOfValuesAndThatOfRanks) {
  const auto a = torch::tensor({1.0, 2.0, 3.0, 4.0}), b = torch::tensor({1.0, 8.0, 27.0, 64.0});
  EXPECT_NEAR(spearmanCorrelation(a, b), 1, 1e-9) << "rises with it, if not in proportion";
  EXPECT_NEAR(pearsonCorrelation(a, b), 0.9513, 1e-4);
  EXPECT_NEAR(pearsonCorrelation(a, 5 - 2 * a), -1, 1e-9);
  EXPECT_NEAR(spearmanCorrelation(a, torch::tensor({3.0, 1.0, 4.0, 2.0})), 0, 1e-9);
}

}  // namespace
}  // namespace pentimento::test
