// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/regenerate_recipe.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>

#include "core/training/trainer.h"
#include "tests/support/errors.h"
#include "tests/support/made_faces.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;

class RegenerateRecipeTest : public test::TemporaryFolderTest {
 protected:
  void SetUp() override {
    at::set_num_threads(1);  // sums in one order: results are compared bit for bit
    test::writeFaces(folder() / "data", 6);
    options_.sources = {{file("data"), 1}};
    options_.network.baseChannels = 8;
    options_.network.downsamplings = 2;
    options_.network.residualBlocks = 2;
    options_.discriminator.baseChannels = 8;
    options_.discriminator.scales = 2;
    options_.discriminator.layers = 2;
    options_.dataset.size = 64;
    options_.vggWeight = 0;
    options_.generatorRate = 2e-3;
    options_.validationPictures = options_.samplePictures = 3;
  }
  std::unique_ptr<RegenerateRecipe> recipe() {
    Compute compute;
    compute.device = "cpu";
    return std::make_unique<RegenerateRecipe>(options_, 2, 1, compute);
  }
  TrainingOptions training(const std::string& run, std::int64_t steps) {
    TrainingOptions options;
    options.run = file(run);
    options.steps = steps;
    options.batchSize = 2;
    options.averageDecay = 0.9;
    options.sampleEvery = steps;
    options.checkpointEvery = 6;
    return options;
  }
  static double lossOf(RegenerateRecipe& recipe, std::int64_t step, const std::string& wanted) {
    for (const auto& [name, value] : recipe.step(step))
      if (name == wanted) return value;
    ADD_FAILURE() << "no " << wanted;
    return 0;
  }
  double firstL1() {
    const auto one = recipe();
    one->begin(0);
    return lossOf(*one, 0, "l1");
  }
  void expectThatResumingChangesNothing() {
    train(*recipe(), training("whole", 12), false, {});
    train(*recipe(), training("halves", 6), false, {});
    train(*recipe(), training("halves", 12), true, {});
    const auto whole = readSafetensors(file("whole/model.safetensors")).tensors;
    const auto halves = readSafetensors(file("halves/model.safetensors")).tensors;
    ASSERT_EQ(whole.size(), halves.size());
    for (const auto& [name, tensor] : whole) EXPECT_TRUE(test::isIdentical(tensor, halves.at(name))) << name;
  }
  RegenerateRecipeOptions options_;
};

TEST_F(RegenerateRecipeTest, LearnsToPaintAHandfulOfFaces) {
  const auto one = recipe();
  const double before = one->validate().at("l1");
  train(*one, training("run", 90), false, {});
  EXPECT_LT(one->validate().at("l1").get<double>(), 0.6 * before);
  const auto sheet =
      one->samples();  // two faces in a row of six pictures each, four rows' worth of three faces
  EXPECT_EQ(sheet.width(), 2 * 6 * 64);
  EXPECT_EQ(sheet.height(), 2 * 64);
}

TEST_F(RegenerateRecipeTest, AResumedRunEqualsAnUninterruptedOneBitForBit) {
  expectThatResumingChangesNothing();
}

TEST_F(RegenerateRecipeTest, TakesEveryStepOfThePaperAndItsBaseline) {
  for (const auto kind : {GanObjective::Mse, GanObjective::Bce, GanObjective::Hinge}) {
    options_.objective = kind;
    options_.gradientPenaltyWeight = kind == GanObjective::Mse ? 10 : 0;
    options_.network.style = kind != GanObjective::Bce;
    const auto one = recipe();
    one->begin(0);
    bool penalty = false;
    for (const auto& [name, value] : one->step(0)) {
      EXPECT_TRUE(std::isfinite(value)) << name;
      penalty = penalty || name == "gradient_penalty";
    }
    EXPECT_EQ(penalty, kind == GanObjective::Mse);
  }
}

TEST_F(RegenerateRecipeTest, LearnsWithReferencesOfOthersToo) {
  const double ofAll = firstL1();
  options_.otherShare = 0.5;
  EXPECT_NE(firstL1(), ofAll) << "compares with the pictures of those alone that have their own";
  const auto one = recipe();
  const double before = one->validate().at("l1");
  train(*one, training("run", 120), false, {});
  EXPECT_LT(one->validate().at("l1").get<double>(), 0.7 * before);
}

TEST_F(RegenerateRecipeTest, RehearsesWhatTheModelThatItBeganFromPaints) {
  train(*recipe(), training("parent", 6), false, {});
  options_.from = file("parent/model.safetensors");
  options_.dropShare = 0;
  options_.otherShare = 0.5;
  const double ofOneWithItsOwn = firstL1();
  options_.otherShare = 0;
  options_.rehearsalShare = 0.5;
  EXPECT_NEAR(firstL1(), ofOneWithItsOwn / 2, 1e-6) << "at first the other one is what it is to be";
  const auto one = recipe();
  one->begin(0);
  double later = 0;
  for (int step = 0; step < 3; ++step) later = lossOf(*one, step, "l1");
  EXPECT_GT(later, ofOneWithItsOwn / 2) << "from then on it counts";
  expectThatResumingChangesNothing();
}

TEST_F(RegenerateRecipeTest, RehearsingKeepsMoreOfWhatItCould) {
  // As the window teaches; against discriminators so few steps end anywhere.
  options_.adversarialWeight = options_.featureMatchingWeight = 0;
  const auto known = options_.sources;
  train(*recipe(), training("parent", 60), false, {});
  test::writeFaces(folder() / "others", 6);
  for (const auto& picture : fs::directory_iterator(folder() / "others/images")) {
    const cv::Mat face = cv::imread(picture.path().string());
    cv::imwrite(picture.path().string(), cv::Scalar::all(255) - face);
  }
  const auto errorOnKnownFaces = [&](double share, const std::string& run) {
    options_.sources = {{file("others"), 1}};
    options_.from = file("parent/model.safetensors");
    options_.rehearsalShare = share;
    train(*recipe(), training(run, 40), false, {});
    options_.sources = known;
    options_.from = file(run + "/model.safetensors");
    return recipe()->validate().at("l1").get<double>();
  };
  const double without = errorOnKnownFaces(0, "without");
  EXPECT_LT(errorOnKnownFaces(0.5, "with"), 0.8 * without);
}

TEST_F(RegenerateRecipeTest, LearnsToBeReadAsItsMap) {
  options_.parser = test::writeTinyParser(folder(), "parser").string();
  options_.adversarialWeight = options_.featureMatchingWeight = options_.l1Weight = 0;
  options_.segmentationWeight = 1;
  const auto one = recipe();
  one->begin(0);
  const double before = lossOf(*one, 0, "segmentation");
  double after = 0;
  for (int step = 1; step < 40; ++step) after = lossOf(*one, step, "segmentation");
  EXPECT_LT(after, 0.9 * before);
}

TEST_F(RegenerateRecipeTest, GoesOnWithARunFromBeforeItsNewerOptions) {
  nlohmann::json json = options_;
  for (const char* name : {"other_share", "rehearsal_share", "segmentation_weight"}) json.erase(name);
  const auto options = json.get<RegenerateRecipeOptions>();
  EXPECT_EQ(options.otherShare, 0);
  EXPECT_EQ(options.rehearsalShare, 0);
  EXPECT_EQ(options.segmentationWeight, 0);
}

TEST_F(RegenerateRecipeTest, StoresItsOptions) {
  options_.objective = GanObjective::Mse;
  options_.otherShare = 0.25;
  options_.rehearsalShare = 0.375;
  options_.segmentationWeight = 0.625;
  options_.dropShare = 0.125;
  const nlohmann::json json = options_;
  EXPECT_EQ(nlohmann::json(json.get<RegenerateRecipeOptions>()), json);
}

TEST_F(RegenerateRecipeTest, RefusesWhatCannotBe) {
  options_.vggWeight = 1;  // without a file
  EXPECT_THROW(recipe(), Error);
  options_.vggWeight = 0;
  options_.rehearsalShare = 0.5;  // of nothing
  EXPECT_THROW(recipe(), Error);
  options_.rehearsalShare = 0;
  options_.segmentationWeight = 1;  // without a parser
  EXPECT_THROW(recipe(), Error);
  options_.segmentationWeight = 0;
  options_.discriminator.scales = 4;
  options_.discriminator.layers = 4;  // sees nothing of 64 pixels
  EXPECT_THROW(recipe(), Error);
}

}  // namespace
}  // namespace pentimento
