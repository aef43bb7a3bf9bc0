// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "core/models/model_card.h"
#include "core/tensor/safetensors.h"
#include "core/training/checkpoint.h"
#include "core/training/weight_average.h"
#include "tests/core/training/broken_recipe.h"
#include "tests/core/training/trainer_test.h"
#include "tests/support/errors.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {
namespace fs = std::filesystem;

/// The losses are 1 and 2, from the fourth step on 3 alone.
class StagedRecipe : public ColouriseRecipe {
 public:
  using ColouriseRecipe::ColouriseRecipe;
  Losses step(std::int64_t step) override {
    ColouriseRecipe::step(step);
    return step < 3 ? Losses{{"first", 1}, {"second", 2}} : Losses{{"third", 3}};
  }
};

class WiderDiscriminators : public ColouriseRecipe {
 public:
  WiderDiscriminators(ColouriseRecipeOptions options, std::int64_t batchSize, std::uint64_t seed, const Compute& compute)
      : ColouriseRecipe((options.discriminator.baseChannels *= 2, options), batchSize, seed, compute) {}
};

class TrainerTest : public test::TinyTrainingTest {
 protected:
  std::vector<nlohmann::json> log(const std::string& run) {
    std::vector<nlohmann::json> lines;
    std::ifstream stream(file(run) / "log.jsonl");
    for (std::string line; std::getline(stream, line);) lines.push_back(nlohmann::json::parse(line));
    return lines;
  }

  static void expectSameWeights(const fs::path& a, const fs::path& b) {
    const auto one = readSafetensors(a), other = readSafetensors(b);
    ASSERT_EQ(one.tensors.size(), other.tensors.size());
    for (const auto& [name, tensor] : one.tensors)
      EXPECT_TRUE(test::isIdentical(other.tensors.at(name), tensor)) << name;
  }
};

TEST_F(TrainerTest, LeavesTheWholeRunFolder) {
  EXPECT_EQ(train(*recipe(), options("run"), false, {}), TrainingEnd::Finished);
  for (const auto* name : {"config.json", "log.jsonl", "samples/00000004.png", "samples/00000008.png",
                           "checkpoints/step_00000008/networks.safetensors", "model.safetensors", "model.json"})
    EXPECT_TRUE(fs::exists(file("run") / name)) << name;
  const auto card = readCard(file("run") / "model.json");
  EXPECT_EQ(card.sha256, sha256OfFile(file("run") / "model.safetensors"));
  EXPECT_EQ(card.samples, 16);
  const auto lines = log("run");
  EXPECT_EQ(lines.front()["event"], "started");
  EXPECT_EQ(lines.back()["event"], "finished");
  EXPECT_EQ(std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line["event"] == "progress"; }), 4);
}

TEST_F(TrainerTest, MeansOfLossesBeginAnewWhereOthersBegin) {
  train(*recipe<StagedRecipe>(), options("run", 8, 2), false, {});
  std::vector<nlohmann::json> means;
  for (const auto& line : log("run"))
    if (line["event"] == "progress") means.push_back(line["losses"]);
  const nlohmann::json before = {{"first", 1.0}, {"second", 2.0}}, after = {{"third", 3.0}};
  EXPECT_EQ(means, (std::vector{before, after, after, after}));
}

TEST_F(TrainerTest, TheTimeLeftIsToldOnceTheLastLossesHaveJoined) {
  const auto all = recipe();
  ASSERT_EQ(all->lastStage(), 3) << "the discriminators join";
  train(*all, options("run"), false, {});
  for (const auto& line : log("run"))
    if (line["event"] == "progress") {
      EXPECT_EQ(line.contains("eta_seconds"), line["step"] > 3) << line;
    }
}

TEST_F(TrainerTest, AResumedRunEqualsAnUninterruptedOneBitForBit) {
  train(*recipe(), options("whole"), false, {});
  // Stopped in the middle, after a checkpoint; another process would make a new recipe, as here.
  std::stop_source stop;
  EXPECT_EQ(train(*recipe(), options("parts"), false, stop.get_token(),
                  [&](const nlohmann::json& line) {
                    if (line["event"] == "checkpoint") stop.request_stop();
                  }),
            TrainingEnd::Stopped);
  EXPECT_EQ(train(*recipe(), options("parts"), true, {}), TrainingEnd::Finished);
  expectSameWeights(file("whole") / "model.safetensors", file("parts") / "model.safetensors");
  expectSameWeights(file("whole") / "checkpoints/step_00000008/networks.safetensors",
                    file("parts") / "checkpoints/step_00000008/networks.safetensors");
}

TEST_F(TrainerTest, InheritsFromAnotherRunTheNetworksThatAreMadeAlike) {
  train(*recipe(), options("parent"), false, {});
  const auto checkpoint = file("parent") / "checkpoints/step_00000008";
  auto heirOptions = options("heir", 1);
  heirOptions.inherit = checkpoint;
  const auto heir = recipe((file("parent") / "model.safetensors").string());
  std::stop_source stop;
  stop.request_stop();  // before the first step: as it begins
  train(*heir, heirOptions, false, stop.get_token());
  expectSameWeights(checkpoint / "networks.safetensors", file("heir") / "checkpoints/step_00000000/networks.safetensors");
  EXPECT_EQ(log("heir").front()["event"], "inherited");
  EXPECT_EQ(log("heir").front()["networks"].size(), heir->modules().size());

  const auto wider = recipe<WiderDiscriminators>();
  const auto names = CheckpointStore::inherit(*wider, checkpoint);
  EXPECT_EQ(names.size(), wider->modules().size() - 1);
  EXPECT_EQ(std::count(names.begin(), names.end(), "discriminators"), 0) << "of another width: begin anew";
  EXPECT_TRUE(test::throwsError(ErrorKind::NotFound, "networks.safetensors",
                                [&] { CheckpointStore::inherit(*wider, file("nowhere")); }));
}

TEST_F(TrainerTest, ANewRunNeverTakesOverAFolderThatHasOne) {
  train(*recipe(), options("run", 1), false, {});
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "--resume",
                                [&] { train(*recipe(), options("run", 1), false, {}); }));
}

TEST_F(TrainerTest, KeepsTheLastFewTheBestAndThePinned) {
  auto recipe1 = recipe();
  const CheckpointStore store(file("checkpoints"));
  for (int step = 1; step <= 6; ++step) store.save(*recipe1, step, {});
  test::writeBytes(file("checkpoints") / "step_00000002" / "pinned", "");
  store.prune(2, "step_00000003");
  std::vector<std::string> names;
  for (const auto& one : store.list()) names.push_back(one.filename());
  EXPECT_EQ(names, (std::vector<std::string>{"step_00000002", "step_00000003", "step_00000005", "step_00000006"}));
}

TEST_F(TrainerTest, NamesADamagedCheckpoint) {
  auto recipe1 = recipe();
  const CheckpointStore store(file("checkpoints"));
  const auto folder = store.save(*recipe1, 1, {});
  fs::resize_file(folder / "generator.optimiser", 100);
  EXPECT_TRUE(test::throwsError(ErrorKind::Unreadable, "generator.optimiser", [&] { store.load(*recipe1, folder); }));
  fs::resize_file(folder / "networks.safetensors", 1000);
  EXPECT_TRUE(
      test::throwsError(ErrorKind::Unreadable, "networks.safetensors", [&] { store.load(*recipe1, folder); }));
}

TEST_F(TrainerTest, ANotANumberStopsTheRunAndKeepsTheLastGoodCheckpoint) {
  EXPECT_TRUE(test::throwsError(ErrorKind::Internal, "not a finite number at step 6",
                                [&] { train(*recipe<test::BrokenRecipe>(), options("run"), false, {}); }));
  const auto left = CheckpointStore(file("run") / "checkpoints").list();
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].filename(), "step_00000004");
  EXPECT_FALSE(fs::exists(file("run") / "model.safetensors"));
}

TEST_F(TrainerTest, LearnsAColourItIsShown) {
  ColouriseRecipeOptions options;
  recipe()->configuration().get_to(options);
  options.adversarialStart = 1000;  // L1 alone falls steadily
  options.generatorRate = 2e-3;
  options.network.inputChannels = 1;
  Compute compute;
  compute.device = "cpu";
  const auto one = std::make_unique<ColouriseRecipe>(options, 8, 1, compute);
  one->begin(0);
  double first = 0, last = 0;
  for (int step = 0; step < 60; ++step) {
    const double l1 = one->step(step).front().second;
    (step < 10 ? first : last) += step < 10 || step >= 50 ? l1 : 0;
  }
  EXPECT_LT(last, first * 0.8);
}

TEST(WeightAverage, WarmsUpAndThenHolds) {
  EXPECT_DOUBLE_EQ(averageDecayAt(0.999, 0), 0.1);
  EXPECT_DOUBLE_EQ(averageDecayAt(0.999, 90), 91.0 / 100);
  EXPECT_DOUBLE_EQ(averageDecayAt(0.999, 1'000'000), 0.999);
  torch::nn::BatchNorm2d live(2), average(2);
  torch::NoGradGuard noGradient;
  live->weight.fill_(3);
  live->running_mean.fill_(4);
  live->num_batches_tracked.fill_(7);
  updateAverage(*average, *live, 0.5);
  EXPECT_FLOAT_EQ(average->weight[0].item<float>(), 2);
  EXPECT_FLOAT_EQ(average->running_mean[0].item<float>(), 2);
  EXPECT_EQ(average->num_batches_tracked.item<std::int64_t>(), 7);
}

}  // namespace
}  // namespace pentimento
