// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/attributes_recipe.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/analysis/attribute_judge.h"
#include "core/image/image_io.h"
#include "core/training/attribute_classifier_recipe.h"
#include "core/training/trainer.h"
#include "tests/core/training/together.h"
#include "tests/support/errors.h"
#include "tests/support/made_attributes.h"
#include "tests/support/made_meshes.h"
#include "tests/support/on_cpu.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"
#include "tests/support/tiny_student.h"

namespace pentimento {
namespace {

class AttributesRecipeTest : public test::TemporaryFolderTest {
 protected:
  void SetUp() override {
    at::set_num_threads(1);  // sums in one order: results are compared bit for bit
    test::writeAttributeFaces(file("data"), 16, 64);
    options_.sources = {{file("data"), 1}};
    options_.alignments = file("data/alignments.csv");
    options_.network.baseChannels = 16;
    options_.network.size = 64;
    options_.discriminatorChannels = 8;
    options_.rate = 1e-3;
    options_.validationPictures = options_.samplePictures = 4;
  }
  std::unique_ptr<AttributesRecipe> recipe(std::int64_t batchSize = 4) {
    return std::make_unique<AttributesRecipe>(options_, batchSize, 1, test::onCpu());
  }
  TrainingOptions training(const std::string& run, std::int64_t steps, std::int64_t checkpointEvery) {
    TrainingOptions options;
    options.run = file(run);
    options.steps = steps;
    options.batchSize = 4;
    options.averageDecay = 0.9;
    options.sampleEvery = steps;
    options.checkpointEvery = checkpointEvery;
    return options;
  }
  /// The made faces' glasses darken the eyes: how much darker adding makes them, and removing lighter.
  static double changeAtTheEyes(AttributesRecipe& recipe, int side) {
    const auto sheet = recipe.samples();  // for each class: pictures, edited, residuals
    const auto row = [&](int number) {
      return cv::mean(sheet.mat()(cv::Rect(20, (3 * side + number) * 64 + 26, 6, 6)))[0];
    };
    return row(1) - row(0);
  }
  /// A descriptor: the colours of the face's middle, where the made faces wear their glasses.
  std::string descriptor() const {
    torch::jit::Module network("Descriptor");
    network.define("def forward(self, x):\n  return x[:, :, 40:70, 30:120].mean((2, 3)) / 64\n");
    network.save(file("descriptor.pt").string());
    return file("descriptor.pt").string();
  }
  AttributesRecipeOptions options_;
};

TEST_F(AttributesRecipeTest, LearnsToPutOnGlassesAndToTakeThemOff) {
  const auto one = recipe();
  train(*one, training("run", 250, 250), false, {});
  EXPECT_LT(changeAtTheEyes(*one, 0), -25) << "darker where lenses were added";
  EXPECT_GT(changeAtTheEyes(*one, 1), 25) << "lighter where they were removed";
  const auto sheet = one->samples();
  EXPECT_EQ(sheet.width(), 4 * 64);
  EXPECT_EQ(sheet.height(), 2 * 3 * 64);
}

TEST_F(AttributesRecipeTest, RunsThatBeganBeforeThereWereWeightsGoOnAsTheyWere) {
  nlohmann::json configuration = options_;
  configuration.erase("real_weight");
  EXPECT_EQ(configuration.get<AttributesRecipeOptions>().realWeight, 1);
}

TEST_F(AttributesRecipeTest, TheDiscriminatorLearnsTheClassesFirst) {
  options_.discriminatorSteps = 61;
  for (const auto objective : {AttributesObjective::Pair, AttributesObjective::Paper}) {
    options_.objective = objective;
    const auto one = recipe();
    one->begin(0);
    double first = 0, last = 0;
    for (int step = 0; step < 61; ++step) {
      const auto losses = one->step(step);
      ASSERT_EQ(losses.size(), 1u);
      ASSERT_EQ(losses[0].first, "classes");
      (step < 10 ? first : last) += step < 10 || step > 50 ? losses[0].second : 0;
    }
    EXPECT_LT(last, 0.8 * first) << nameOf(objective);
    EXPECT_EQ(one->step(61)[0].first, "discriminator");
  }
}

TEST_F(AttributesRecipeTest, TheTransformsWaitForTheDiscriminator) {
  options_.discriminatorSteps = 3;
  EXPECT_EQ(recipe()->lastStage(), 3) << "a step costs more from there on";
  const auto weights = [&](const char* run) {
    return readSafetensors(file(run) / "model.safetensors").tensors;
  };
  train(*recipe(), training("none", 1, 1), false, {});
  train(*recipe(), training("waited", 3, 3), false, {});
  train(*recipe(), training("learnt", 4, 4), false, {});
  const auto begun = weights("none"), waited = weights("waited"), learnt = weights("learnt");
  double moved = 0;
  for (const auto& [name, tensor] : begun) {
    EXPECT_TRUE(waited.at(name).equal(tensor)) << name;
    moved += (learnt.at(name) - tensor).abs().sum().item<double>();
  }
  EXPECT_GT(moved, 0);
}

TEST_F(AttributesRecipeTest, TheClassesWeighMoreWhenTheTransformsJoin) {
  options_.discriminatorSteps = 100;
  options_.classWeight = 1.5;
  options_.classSteps = 200;
  EXPECT_DOUBLE_EQ(options_.classWeightAt(50), 1.5);
  EXPECT_DOUBLE_EQ(options_.classWeightAt(100), 1.5);
  EXPECT_DOUBLE_EQ(options_.classWeightAt(250), 0.375);
  EXPECT_DOUBLE_EQ(options_.classWeightAt(1000), 0);
  const auto discriminatorAt = [this](std::int64_t step) {
    const auto one = recipe();
    one->begin(step);
    return one->step(step)[0].second;
  };
  options_.discriminatorSteps = 0;
  const double first = discriminatorAt(0);
  options_.classWeight = 0;
  // An untrained discriminator says about 0: four hinges of about 1, each with the weight that was added.
  EXPECT_NEAR(first - discriminatorAt(0), 4 * 1.5, 1);
}

TEST_F(AttributesRecipeTest, OfAModelThatGoesOnTheDiscriminatorSeesEditsWhileItLearnsAlone) {
  train(*recipe(), training("begun", 20, 20), false, {});
  options_.from = (file("begun") / "model.safetensors").string();
  options_.discriminatorSteps = 3;
  const auto one = recipe();
  one->begin(0);
  for (int step = 0; step < 3; ++step) EXPECT_EQ(one->step(step)[0].first, "discriminator");
  EXPECT_EQ(one->lastStage(), 0) << "what a step costs is known from the first";
  const auto transforms = one->modules()[0].module->parameters(),
             begun = recipe()->modules()[0].module->parameters();
  for (std::size_t i = 0; i < begun.size(); ++i) EXPECT_TRUE(transforms[i].equal(begun[i]));
  one->step(3);
  EXPECT_FALSE(transforms[0].equal(begun[0]));
}

TEST_F(AttributesRecipeTest, AResumedRunEqualsAnUninterruptedOneBitForBit) {
  test::writeFacesToPaintOn(file("bare"), 4);
  for (const std::string name : {"pair", "close-up", "painted", "painted late", "paper"}) {
    options_.closeUp = name == "close-up";
    options_.painted.clear();
    if (name.starts_with("painted")) options_.painted = {{file("bare"), 1}};
    options_.paintedSteps = name == "painted" ? 2 : 0;
    options_.discriminatorSteps = name == "painted late" ? 2 : 0;
    options_.objective = name == "paper" ? AttributesObjective::Paper : AttributesObjective::Pair;
    train(*recipe(), training(name + "-whole", 6, 3), false, {});
    train(*recipe(), training(name + "-halves", 3, 3), false, {});
    train(*recipe(), training(name + "-halves", 6, 3), true, {});
    const auto whole = readSafetensors(file(name + "-whole/model.safetensors")).tensors;
    const auto halves = readSafetensors(file(name + "-halves/model.safetensors")).tensors;
    ASSERT_EQ(whole.size(), halves.size());
    for (const auto& [key, tensor] : whole) EXPECT_TRUE(test::isIdentical(tensor, halves.at(key))) << key;
  }
}

TEST_F(AttributesRecipeTest, ThePapersObjectiveTrainsThePapersNetworks) {
  options_.objective = AttributesObjective::Paper;
  options_.network.design = TransformDesign::Table1;
  options_.residualWeight = paperAlpha(options_.attribute);
  const auto one = recipe();
  one->begin(0);
  std::vector<std::string> names;
  for (const auto& [name, value] : one->step(0)) {
    EXPECT_TRUE(std::isfinite(value)) << name;
    names.push_back(name);
  }
  EXPECT_EQ(names, (std::vector<std::string>{"discriminator", "dual", "gan", "residual", "activations"}));
  EXPECT_EQ(paperAlpha(Attribute::Glasses), 5e-4);
  EXPECT_EQ(paperAlpha(Attribute::Male), 1e-6);
}

TEST_F(AttributesRecipeTest, ADescriptorHoldsEditsBack) {
  const auto change = [&](const std::string& run) {
    const auto one = recipe();
    train(*one, training(run, 60, 60), false, {});
    const auto measures = one->validate();
    return measures.at("residual_added").get<double>() + measures.at("residual_removed").get<double>();
  };
  const double free = change("free");
  options_.identity = descriptor();
  options_.identityWeight = 50;
  options_.identityMargin = 0;
  EXPECT_LT(change("held"), 0.7 * free);
  options_.objective = AttributesObjective::Paper;
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "identity", [&] { options_.check(); }));
}

TEST_F(AttributesRecipeTest, AnOutsideWeightKeepsEditsInTheirRegion) {
  const auto changes = [&](const std::string& run) {  // above the region of glasses, and in it
    const auto one = recipe();
    train(*one, training(run, 60, 60), false, {});
    const cv::Mat sheet = one->samples().mat();
    cv::Mat change;
    cv::absdiff(sheet.rowRange(0, 64), sheet.rowRange(64, 128), change);
    const auto mean = [](const cv::Mat& rows) { return cv::sum(cv::mean(rows))[0]; };
    return std::pair(mean(change.rowRange(0, 20)), mean(change.rowRange(22, 40)));
  };
  const auto free = changes("free");
  options_.outsideWeight = 50;
  const auto held = changes("held");
  EXPECT_LT(held.first, 0.5 * free.first);
  EXPECT_GT(held.second, 0.5 * free.second);
  options_.attribute = Attribute::Young;
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "outside_weight", [&] { options_.check(); }));
}

TEST_F(AttributesRecipeTest, ACloseUpIsJudgedToo) {
  const auto weightsAfter = [&](std::int64_t steps) {  // of all modules, by "module.weight"
    const auto one = recipe();
    one->begin(0);
    for (std::int64_t step = 0; step < steps; ++step) one->step(step);
    std::map<std::string, torch::Tensor> weights;
    for (const auto& [module, pointer] : one->modules())
      for (const auto& item : pointer->named_parameters())
        weights[module + "." + item.key()] = item.value().detach().clone();
    return weights;
  };
  const auto moved = [](const auto& from, const auto& to, const std::string& module) {
    double sum = 0;
    for (const auto& [name, weight] : from)
      if (name.rfind(module + ".", 0) == 0) sum += (to.at(name) - weight).abs().sum().template item<double>();
    return sum;
  };
  const auto plainBegun = weightsAfter(0), plain = weightsAfter(1);
  options_.closeUp = true;
  const auto begun = weightsAfter(0), judged = weightsAfter(1);
  ASSERT_EQ(moved(plainBegun, begun, "transforms"), 0) << "they begin alike";
  EXPECT_GT(moved(begun, judged, "discriminator"), 0);
  EXPECT_GT(moved(begun, judged, "close_up"), 0);
  EXPECT_GT(moved(plain, judged, "transforms"), 0) << "the transforms obey it";
  options_.objective = AttributesObjective::Paper;
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "close_up", [&] { options_.check(); }));
}

TEST_F(AttributesRecipeTest, PaintedGlassesTeachBothDirections) {
  test::writeFacesToPaintOn(file("painted"), 6);
  options_.painted = {{file("painted"), 1}};
  options_.paintedSteps = 120;
  const auto one = recipe();
  one->begin(0);
  const auto transforms = one->modules()[0].module->parameters(),
             judge = one->modules()[2].module->parameters();
  const auto judgeBegun = judge[0].detach().clone();
  double first = 0, last = 0;
  for (int step = 0; step < 120; ++step) {
    const auto losses = one->step(step);
    ASSERT_EQ(losses.size(), 1U);
    EXPECT_EQ(losses[0].first, "painted");
    (step < 10 ? first : last) += step < 10 || step >= 110 ? losses[0].second : 0;
  }
  EXPECT_LT(last, 0.8 * first);
  EXPECT_TRUE(judge[0].equal(judgeBegun)) << "nothing is judged yet";
  const auto joined = one->step(120);
  EXPECT_EQ(joined.front().first, "discriminator");
  EXPECT_EQ(joined.back().first, "painted");
  const auto card = one->exportModel(121).second;
  EXPECT_EQ(card.data.back().name, "painted");
  EXPECT_EQ(card.data.back().count, 6);

  options_.attribute = Attribute::Smile;
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "glasses", [&] { options_.check(); }));
  options_.attribute = Attribute::Glasses;
  options_.painted.clear();
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "painted_steps", [&] { options_.check(); }));
}

TEST_F(AttributesRecipeTest, EyesThatGlassesWereTakenOffAreLookedAtByFeatures) {
  test::writeFacesToPaintOn(file("painted"), 6);
  options_.painted = {{file("painted"), 1}};
  options_.paintedSteps = 1;
  const auto firstLoss = [&] {
    const auto one = recipe();
    one->begin(0);
    return one->step(0).at(0).second;
  };
  const double plain = firstLoss();
  options_.paintedDetailWeight = 2;
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "perceptual features", [&] { options_.check(); }));
  options_.vgg = test::writeTinyStudent(folder(), "student").string();
  const double detailed = firstLoss();
  options_.paintedDetailWeight = 4;
  const double twice = firstLoss();
  EXPECT_GT(detailed, plain);
  EXPECT_NEAR(twice - plain, 2 * (detailed - plain), 1e-4 * twice) << "weighed, beside what there was";
}

TEST_F(AttributesRecipeTest, SeveralProcessesHaveTheLossesOfOne) {
  options_.realWeight = 1;  // else "gan" is about zero, what is left of greater terms: rounding shows there
  const auto make = [&] { return recipe(4); };
  EXPECT_TRUE(test::areNear(test::lossesOf(2, make, 3), test::lossesOf(1, make, 3), 1e-3));
}

TEST_F(AttributesRecipeTest, AClassifierJudges) {
  AttributeClassifierRecipeOptions judge;
  judge.sources = options_.sources;
  judge.alignments = options_.alignments;
  judge.network.baseChannels = 8;
  judge.network.size = 64;
  judge.variation = {};
  judge.validationPictures = 16;
  AttributeClassifierRecipe classifier(judge, 8, 1, test::onCpu());
  const double before = classifier.validate().at("attributes").at("Eyeglasses");
  train(classifier, training("classifier", 150, 150), false, {});
  const auto after = classifier.validate();
  EXPECT_GT(after.at("attributes").at("Eyeglasses").get<double>(), std::max(0.9, before - 0.1));
  EXPECT_EQ(after.at("score").get<double>(), 1 - after.at("balanced").get<double>());
  EXPECT_FALSE(classifier.samples().empty());

  options_.classifier = file("classifier/model.safetensors");
  const auto json = recipe()->validate();
  EXPECT_LT(json.at("flipped_added").get<double>(), 0.5) << "an untrained pair changes nothing";

  AttributeJudge judged(options_.classifier, test::onCpu());
  // With weights of zero nothing is changed: the score is how surely faces are not what was wanted.
  const auto still = recipe();
  for (const auto& [live, average] : still->averages())
    for (auto& weight : average->parameters()) weight.detach().zero_();
  const auto photos =  // none of these people is held out
      std::make_shared<AttributePhotos>(options_.sources, Split::All, options_.alignments);
  const AttributeDataset faces(photos, Attribute::Glasses, 64, {}, 0);
  double missed = 0;
  for (const int side : {0, 1}) {
    std::vector<torch::Tensor> crops;
    for (std::size_t i = 0; i < 4; ++i)
      crops.push_back(plainCrop(*photos, faces.entries(side)[i * faces.entries(side).size() / 4], 64));
    const double has = judged.chance(torch::stack(crops), Attribute::Glasses).mean().item<double>();
    missed += side == 0 ? 1 - has : has;
  }
  EXPECT_NEAR(still->validate().at("score").get<double>(), missed, 1e-6);

  // A face that becomes another person's is no better than one that did not change as it should.
  const auto scoreWhenWeightsAre = [&](double value, const std::string& identity) {
    options_.identity = identity;
    const auto one = recipe();
    for (const auto& [live, average] : one->averages())
      for (auto& weight : average->parameters()) weight.detach().fill_(value);
    return one->validate().at("score").get<double>();
  };
  EXPECT_NEAR(scoreWhenWeightsAre(0, descriptor()), missed, 1e-6);
  EXPECT_NEAR(scoreWhenWeightsAre(0.1, descriptor()), scoreWhenWeightsAre(0.1, "") + 2, 1e-6);

  const auto glassesOf = [&](const char* face, double doubtful) {
    return judged.marks(readPhoto(file("data/images") / face).image, doubtful)[Trait::Glasses];
  };
  EXPECT_EQ(glassesOf("face_1.png", 0.5), std::optional(true));
  EXPECT_EQ(glassesOf("face_2.png", 0.5), std::optional(false));
  EXPECT_EQ(glassesOf("face_1.png", 0), std::nullopt) << "never so sure";
  EXPECT_EQ(judged.marks(readPhoto(file("data/images/face_1.png")).image, 0.5)[Trait::MakeUp], std::nullopt)
      << "the table had no such columns";
}

TEST_F(AttributesRecipeTest, StoresItsOptionsAndRefusesWhatCannotBe) {
  options_.attribute = Attribute::MouthOpen;
  options_.dualWeight = 7;
  options_.outsideWeight = 3;
  options_.closeUp = true;
  options_.painted = {{file("painted"), 2}};
  options_.paintedSteps = 5;
  options_.paintedWeight = 3;
  options_.paintedDetailWeight = 0.5;
  options_.vgg = "features";
  const nlohmann::json json = options_;
  EXPECT_EQ(nlohmann::json(json.get<AttributesRecipeOptions>()), json);
  options_.painted.clear();
  options_.paintedSteps = 0;
  options_.paintedDetailWeight = 0;
  options_.classSteps = 0;
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "class_steps", [&] { recipe(); }));
  options_.classSteps = 1;
  options_.network.size = 48;
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "size", [&] { recipe(); }));
}

}  // namespace
}  // namespace pentimento
