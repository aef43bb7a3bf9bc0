// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/illumination_recipe.h"

#include <gtest/gtest.h>

#include "core/training/illumination_measures.h"
#include "core/training/weight_average.h"
#include "tests/core/training/together.h"
#include "tests/support/errors.h"
#include "tests/support/made_lights.h"
#include "tests/support/on_cpu.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento::test {
namespace {

class IlluminationRecipeTest : public TemporaryFolderTest {
 protected:
  void SetUp() override { writeMadeLights(file("yale"), 12); }
  IlluminationRecipeOptions options() const {
    IlluminationRecipeOptions result;
    result.sources = {{file("yale"), 1}};
    result.canonical = file("yale/layout.txt").string();
    result.network = {8, 64};
    result.rate = 4e-3;
    return result;
  }
};

/// The trainer's part: the averages follow, here without lagging behind.
void followAtOnce(Recipe& recipe) {
  for (const auto& [live, average] : recipe.averages()) copyWeights(*average, *live);
}

TEST_F(IlluminationRecipeTest, LearnsWhereLightComesFromAndWhatItSpoils) {
  IlluminationRecipe recipe(options(), 16, 1, onCpu());
  recipe.begin(0);
  for (int step = 0; step < 250; ++step) {
    recipe.step(step);
    followAtOnce(recipe);
  }
  const auto measures = recipe.validate();
  EXPECT_EQ(measures.at("pictures"), 14) << "two of twelve subjects are held out";
  EXPECT_EQ(measures.at("side_lit"), 8);
  EXPECT_GT(measures.at("direction"), 0.9);
  EXPECT_NEAR(measures.at("score").get<double>(), 1 - measures.at("direction").get<double>(), 1e-9);
  for (const auto& layer : measures.at("attention")) {
    EXPECT_EQ(layer.at("on_spoilt_half"), 1.0);
    EXPECT_GT(layer.at("spoilt_half"), 2 * layer.at("other_half").get<double>());
    EXPECT_GT(layer.at("spoilt_half"), 2 * layer.at("frontal").get<double>());
  }
}

TEST_F(IlluminationRecipeTest, SeveralProcessesHaveTheLossesOfOne) {
  const auto make = [&] { return std::make_unique<IlluminationRecipe>(options(), 12, 1, onCpu()); };
  EXPECT_TRUE(areNear(lossesOf(3, make, 4), lossesOf(1, make, 4), 1e-3));
}

TEST_F(IlluminationRecipeTest, ExportsWhatItIs) {
  IlluminationRecipe recipe(options(), 4, 1, onCpu());
  const auto [weights, card] = recipe.exportModel(0);
  EXPECT_EQ(card.task, "illumination");
  ASSERT_EQ(card.data.size(), 1U);
  EXPECT_EQ(card.data[0].count, 70);
  IlluminationClassifier network(card.options.get<IlluminationClassifierOptions>());
  loadInto(*network, weights, "network.");
  const auto sheet = recipe.samples();
  EXPECT_EQ(sheet.width(), 6 * 64);
  EXPECT_EQ(sheet.height() % 64, 0);
}

TEST_F(IlluminationRecipeTest, WithoutGuidanceItsAttentionIsStandardised) {
  auto wanted = options();
  wanted.guidanceWeight = 0;
  IlluminationRecipe recipe(wanted, 4, 1, onCpu());
  recipe.begin(0);
  for (int step = 0; step < 20; ++step) {
    recipe.step(step);
    followAtOnce(recipe);
  }
  const auto [weights, card] = recipe.exportModel(20);
  EXPECT_FALSE(
      torch::equal(weights.tensors.at("network.attention_shift"),
                   recipe.modules()[1].module->named_parameters()["attention_shift"].to(torch::kFloat16)));
}

TEST_F(IlluminationRecipeTest, OptionsAreCheckedAndSurviveJson) {
  auto wanted = options();
  wanted.guidanceWeight = 0.25;
  wanted.dataset.colourShare = 0.3;
  const nlohmann::json json = wanted;
  EXPECT_EQ(nlohmann::json(json.get<IlluminationRecipeOptions>()), json);
  wanted.canonical.clear();
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "--canonical", [&] { wanted.check(); }));
  wanted = options();
  wanted.sources.clear();
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "--data", [&] { wanted.check(); }));
}

/// Four pictures: frontal, left (told as hard left), right (told as top), bottom.
LitBatch fourPictures() {
  LitBatch batch{torch::zeros({4, 3, 8, 8}), torch::tensor({0, 2, 4, 8}, torch::kInt64),
                 torch::zeros({4, 1, 8, 8})};
  batch.spoilt[1].narrow(2, 4, 4).fill_(1);  // lit from the left: the right half is dark
  batch.spoilt[2].narrow(2, 0, 4).fill_(1);
  return batch;
}

TEST(IlluminationMeasures, CountDirectionsClassesAndHalves) {
  const auto batch = fourPictures();
  IlluminationClassifierImpl::Seen seen{torch::full({4, lightClassCount}, -5.0), {}};
  seen.logits[0][0] = 5;
  seen.logits[1][3] = 5;
  seen.logits[2][6] = 5;
  seen.logits[3][8] = 5;
  auto attention = torch::full({4, 1, 4, 4}, 0.25);
  attention[1].narrow(2, 2, 2).fill_(0.75);  // on the spoilt half
  attention[2].narrow(2, 2, 2).fill_(0.75);  // on the other
  seen.attention = {attention};
  const auto measures = illuminationMeasures(seen, batch);
  EXPECT_EQ(measures.at("direction"), 0.75);
  EXPECT_EQ(measures.at("class"), 0.5);
  EXPECT_EQ(measures.at("directions").at("right").at("accuracy"), 0);
  EXPECT_EQ(measures.at("directions").at("left").at("pictures"), 1);
  EXPECT_EQ(measures.at("side_lit"), 2);
  const auto& layer = measures.at("attention").at(0);
  EXPECT_EQ(layer.at("on_spoilt_half"), 0.5);
  EXPECT_EQ(layer.at("spoilt_half"), 0.5);
  EXPECT_EQ(layer.at("other_half"), 0.5);
  EXPECT_EQ(layer.at("frontal"), 0.25);
}

TEST(IlluminationMeasures, StrengthsOfADirectionCountTogether) {
  auto batch = fourPictures();
  IlluminationClassifierImpl::Seen seen{torch::full({4, lightClassCount}, -9.0), {}};
  for (std::int64_t i = 0; i < 4; ++i) seen.logits[i][6] = 1.2;  // one strength of the wrong direction
  const auto direction = batch.classes.div(2, "floor");
  for (std::int64_t i = 0; i < 4; ++i)
    for (std::int64_t strength = 0; strength < 2; ++strength)
      seen.logits[i][2 * direction[i].item<std::int64_t>() + strength] = 1;  // less each, more together
  EXPECT_EQ(illuminationMeasures(seen, batch).at("direction"), 1);
  EXPECT_EQ(illuminationMeasures(seen, batch).at("class"), 0);
}

}  // namespace
}  // namespace pentimento::test
