// SPDX-License-Identifier: GPL-3.0-or-later
// Pauses and commands: what a run becomes must not depend on them.
#include <gtest/gtest.h>

#include <fstream>

#include "core/models/model_card.h"
#include "core/runs/run_lock.h"
#include "core/training/checkpoint.h"
#include "tests/core/training/trainer_test.h"
#include "tests/support/errors.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {
namespace fs = std::filesystem;

class TrainerControlTest : public test::TinyTrainingTest {
 protected:
  TrainingOptions options(const std::string& run, std::int64_t steps = 8) {
    return TinyTrainingTest::options(run, steps, 1);
  }

  /// Trains and calls `act` with every line, on the loop's thread: commands are there before the loop looks.
  TrainingEnd trainActing(const TrainingOptions& options,
                          const std::function<void(const nlohmann::json&)>& act) {
    return train(
        *recipe(), options, false, {},
        [&](const nlohmann::json& line) {
          seen_ += line["event"].get<std::string>() + " ";
          act(line);
        },
        &control_);
  }

  static bool isProgress(const nlohmann::json& line, int step) {
    return line["event"] == "progress" && line["step"] == step;
  }

  static void expectSameWeights(const fs::path& a, const fs::path& b) {
    const auto one = readSafetensors(a), other = readSafetensors(b);
    ASSERT_EQ(one.tensors.size(), other.tensors.size());
    for (const auto& [name, tensor] : one.tensors)
      EXPECT_TRUE(test::isIdentical(other.tensors.at(name), tensor)) << name;
  }

  TrainingControl control_;
  std::string seen_;
};

TEST_F(TrainerControlTest, PausesSamplesAndCheckpointsLeaveTheResultAsItWas) {
  train(*recipe(), options("whole"), false, {});
  const auto end = trainActing(options("paused"), [&](const nlohmann::json& line) {
    using enum TrainingCommand;
    if (!isProgress(line, 3)) return;
    for (const auto command : {Pause, Sample, Checkpoint, Pause, Sample, Resume}) control_.post(command);
  });
  EXPECT_EQ(end, TrainingEnd::Finished);
  EXPECT_NE(seen_.find("paused samples validation checkpoint samples resumed progress"), std::string::npos)
      << seen_;
  EXPECT_TRUE(fs::exists(file("paused") / "samples/00000003.png"));
  EXPECT_TRUE(fs::exists(file("paused") / "checkpoints/step_00000003/model.safetensors"));
  expectSameWeights(file("whole") / "checkpoints/step_00000008/networks.safetensors",
                    file("paused") / "checkpoints/step_00000008/networks.safetensors");
}

TEST_F(TrainerControlTest, StopsWhenToldAlsoFromAPause) {
  EXPECT_EQ(trainActing(options("run"),
                        [&](const nlohmann::json& line) {
                          if (!isProgress(line, 2)) return;
                          control_.post(TrainingCommand::Pause);
                          control_.post(TrainingCommand::Stop);
                        }),
            TrainingEnd::Stopped);
  EXPECT_EQ(CheckpointStore(file("run") / "checkpoints").latest()->filename(), "step_00000002");
  EXPECT_TRUE(fs::exists(file("run") / "model.safetensors"));
}

TEST_F(TrainerControlTest, APauseThatNobodyCanEndStopsTheRun) {
  EXPECT_EQ(trainActing(options("run"),
                        [&](const nlohmann::json& line) {
                          if (!isProgress(line, 2)) return;
                          control_.post(TrainingCommand::Pause);
                          control_.abandon();
                        }),
            TrainingEnd::Stopped);
  TrainingControl nobody;
  nobody.abandon();
  EXPECT_EQ(train(*recipe(), options("run"), true, {}, {}, &nobody), TrainingEnd::Finished)
      << "a run that is not paused goes on without a parent";
}

TEST_F(TrainerControlTest, WhatCannotBeWrittenPausesTheRunUntilThereIsRoom) {
  const auto samples = file("run") / "samples";
  const auto end = trainActing(options("run"), [&](const nlohmann::json& line) {
    if (isProgress(line, 3)) {  // as good as a full disk: a file is where the folder was
      fs::remove_all(samples);
      test::writeBytes(samples, "");
    }
    if (line["event"] != "paused") return;
    EXPECT_NE(line["reason"].get<std::string>().find("samples"), std::string::npos) << line;
    EXPECT_EQ(line["step"], 4);
    fs::remove(samples);
    fs::create_directory(samples);
    control_.post(TrainingCommand::Resume);
  });
  EXPECT_EQ(end, TrainingEnd::Finished);
  EXPECT_TRUE(fs::exists(samples / "00000004.png"));
  EXPECT_EQ(seen_.find("paused"), seen_.rfind("paused")) << seen_;
}

TEST_F(TrainerControlTest, TwoProcessesNeverTrainOneRun) {
  train(*recipe(), options("run", 1), false, {});
  const RunLock other(file("run"));
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "trains this run already",
                                [&] { train(*recipe(), options("run", 2), true, {}); }));
}

/// Gets worse and worse after its second checkpoint.
class FadingRecipe : public ColouriseRecipe {
 public:
  using ColouriseRecipe::ColouriseRecipe;
  nlohmann::json validate() override {
    auto measures = ColouriseRecipe::validate();
    ++count_;
    measures["score"] = count_ == 2 ? 1 : 1 + 0.1 * count_;
    return measures;
  }

 private:
  int count_ = 0;
};

TEST_F(TrainerControlTest, WithoutPatienceLeftItEndsWithTheBestModel) {
  auto training = options("run", 100);
  training.checkpointEvery = 1;
  training.patience = 3;
  nlohmann::json last;
  EXPECT_EQ(train(*recipe<FadingRecipe>(), training, false, {}, [&](const nlohmann::json& line) { last = line; }),
            TrainingEnd::Finished);
  EXPECT_EQ(last.at("event"), "finished");
  EXPECT_EQ(last.at("step"), 5);
  EXPECT_EQ(last.at("early"), true);
  EXPECT_EQ(readCard(file("run") / "model.json").steps, 2);
  expectSameWeights(file("run") / "model.safetensors",
                    file("run") / "checkpoints/step_00000002/model.safetensors");
}

TEST_F(TrainerControlTest, AFineTunedModelSaysWhatItCameFromAndHowGoodThatWas) {
  train(*recipe(), options("first", 2), false, {});
  auto training = options("second", 2);
  training.licence = "CC0-1.0";
  train(*recipe(file("first") / "model.safetensors"), training, false, {});
  const auto card = readCard(file("second") / "model.json");
  EXPECT_EQ(card.licence, "CC0-1.0");
  EXPECT_EQ(card.parent, "model");
  EXPECT_GT(card.quality.at("validation_before").at("score").get<double>(), 0);
  EXPECT_FALSE(readCard(file("first") / "model.json").quality.contains("validation_before"));
}

TEST_F(TrainerControlTest, ABlendLiesBetweenWhatItBeganFromAndWhatItLearnt) {
  train(*recipe(), options("first", 2), false, {});
  const auto parent = file("first") / "model.safetensors";
  train(*recipe(parent), options("all", 8), false, {});
  auto training = options("some", 4);
  training.blend = 0.25;
  train(*recipe(parent), training, false, {});
  training.steps = 8;  // and a resumed run blends with the same parent
  train(*recipe(parent), training, true, {});
  expectSameWeights(file("all") / "checkpoints/step_00000008/networks.safetensors",
                    file("some") / "checkpoints/step_00000008/networks.safetensors");
  const auto begun = readSafetensors(parent), all = readSafetensors(file("all") / "model.safetensors"),
             some = readSafetensors(file("some") / "model.safetensors");
  double moved = 0;
  for (const auto& [name, tensor] : some.tensors) {
    if (!tensor.is_floating_point()) continue;
    const auto from = begun.tensors.at(name).to(torch::kFloat64),
               to = all.tensors.at(name).to(torch::kFloat64);
    EXPECT_TRUE(torch::allclose(tensor.to(torch::kFloat64), from + 0.25 * (to - from), 1e-2, 1e-3)) << name;
    moved += (to - from).abs().sum().item<double>();
  }
  EXPECT_GT(moved, 0.1);
}

TEST_F(TrainerControlTest, ALogWhoseLastLineWasCutShortGoesOnOnANewLine) {
  train(*recipe(), options("run", 1), false, {});
  std::ofstream(file("run") / "log.jsonl", std::ios::app) << R"({"event":"prog)";
  train(*recipe(), options("run", 2), true, {});
  std::ifstream stream(file("run") / "log.jsonl");
  int broken = 0, whole = 0;
  for (std::string line; std::getline(stream, line);) ++(nlohmann::json::accept(line) ? whole : broken);
  EXPECT_EQ(broken, 1);
  EXPECT_GT(whole, 5);
}

TEST_F(TrainerControlTest, LeftoversOfAKilledProcessAreSweptAway) {
  train(*recipe(), options("run", 1), false, {});
  fs::create_directories(file("run") / "checkpoints/.step_00000009");
  fs::create_directories(file("run") / "checkpoints/.deleted_step_00000000");
  train(*recipe(), options("run", 2), true, {});
  for (const auto& entry : fs::directory_iterator(file("run") / "checkpoints"))
    EXPECT_NE(entry.path().filename().string().front(), '.') << entry.path();
}

}  // namespace
}  // namespace pentimento
