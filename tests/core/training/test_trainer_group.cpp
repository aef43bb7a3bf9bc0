// SPDX-License-Identifier: GPL-3.0-or-later
// One run in two processes, which here are threads; tests/app/test_train_together.cpp has real ones.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <fstream>

#include "core/models/model_card.h"
#include "core/training/checkpoint.h"
#include "tests/core/training/broken_recipe.h"
#include "tests/core/training/together.h"
#include "tests/core/training/trainer_test.h"
#include "tests/support/errors.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {
namespace fs = std::filesystem;

class TrainerGroupTest : public test::TinyTrainingTest {
 protected:
  TrainingOptions options(const std::string& run, std::int64_t steps = 8) {
    auto options = TinyTrainingTest::options(run, steps);
    options.batchSize = 4;
    return options;
  }
  void makeRecipes() {
    for (auto& one : recipes_) one = recipe("", 4);
  }
  /// train() of each process; `atLine` is called with what the first one tells.
  std::array<TrainingEnd, 2> trainTogether(const TrainingOptions& options, bool resume = false,
                                           const RunLog::Listener& atLine = {},
                                           TrainingControl* control = nullptr,
                                           const GroupOptions& times = test::soon()) {
    std::array<TrainingEnd, 2> ends{};
    test::together(
        2,
        [&](ProcessGroup& group) {
          const auto rank = static_cast<std::size_t>(group.rank());
          const auto listener = [&](const nlohmann::json& line) {
            EXPECT_TRUE(group.isFirst()) << line;
            if (atLine) atLine(line);
          };
          ends[rank] =
              train(*recipes_[rank], options, resume, stops_[rank].get_token(), listener, control, group);
        },
        times);
    return ends;
  }
  void expectTheSameNetworks() {
    const auto first = recipes_[0]->modules(), second = recipes_[1]->modules();
    for (std::size_t i = 0; i < first.size(); ++i) {
      const auto parameters = second[i].module->named_parameters(),
                 buffers = second[i].module->named_buffers();
      for (const auto& one : first[i].module->named_parameters())
        EXPECT_TRUE(test::isIdentical(one.value().detach(), parameters[one.key()].detach())) << one.key();
      for (const auto& one : first[i].module->named_buffers())
        EXPECT_TRUE(test::isIdentical(one.value(), buffers[one.key()])) << one.key();
    }
  }

  std::array<std::unique_ptr<Recipe>, 2> recipes_;
  std::array<std::stop_source, 2> stops_;
};

constexpr std::array bothFinished{TrainingEnd::Finished, TrainingEnd::Finished},
    bothStopped{TrainingEnd::Stopped, TrainingEnd::Stopped};

TEST_F(TrainerGroupTest, AllHaveTheSameNetworksAndTheFirstAloneWrites) {
  makeRecipes();
  for (const auto& [name, module] : recipes_[1]->modules())  // whatever the others begin with
    for (auto& parameter : module->parameters()) parameter.detach().add_(1);
  nlohmann::json started;
  EXPECT_EQ(trainTogether(options("run"), false,
                          [&](const nlohmann::json& line) {
                            if (line["event"] == "started") started = line;
                          }),
            bothFinished);
  expectTheSameNetworks();
  EXPECT_EQ(started.at("processes"), 2);
  EXPECT_EQ(readCard(file("run") / "model.json").samples, 8 * 4);
  EXPECT_EQ(CheckpointStore(file("run") / "checkpoints").latest()->filename(), "step_00000008");
}

TEST_F(TrainerGroupTest, AStopRequestOfAnyStopsAllAndAResumedRunEqualsAnUninterruptedOne) {
  makeRecipes();
  EXPECT_EQ(trainTogether(options("whole")), bothFinished);
  makeRecipes();
  EXPECT_EQ(trainTogether(options("parts"), false,
                          [&](const nlohmann::json& line) {
                            if (line["event"] == "checkpoint") stops_[1].request_stop();
                          }),
            bothStopped);
  EXPECT_EQ(CheckpointStore(file("parts") / "checkpoints").latest()->filename(), "step_00000004");
  stops_ = {};
  makeRecipes();
  EXPECT_EQ(trainTogether(options("parts"), true), bothFinished);
  const auto one = readSafetensors(file("whole") / "checkpoints/step_00000008/networks.safetensors"),
             other = readSafetensors(file("parts") / "checkpoints/step_00000008/networks.safetensors");
  for (const auto& [name, tensor] : one.tensors)
    EXPECT_TRUE(test::isIdentical(other.tensors.at(name), tensor)) << name;
  EXPECT_EQ(train(*recipe("", 4), options("parts", 10), true, {}), TrainingEnd::Finished) << "and alone";
}

TEST_F(TrainerGroupTest, APauseMayLastLongerThanAnAnswer) {
  makeRecipes();
  TrainingControl control;
  auto times = test::soon();
  times.answer = std::chrono::seconds(1);
  std::future<void> later;
  EXPECT_EQ(trainTogether(
                options("run"), false,
                [&](const nlohmann::json& line) {
                  if (line["event"] == "progress" && line["step"] == 2) control.post(TrainingCommand::Pause);
                  if (line["event"] != "paused") return;
                  later = std::async(std::launch::async, [&] {
                    std::this_thread::sleep_for(std::chrono::milliseconds(2500));
                    control.post(TrainingCommand::Resume);
                  });
                },
                &control, times),
            bothFinished);
  EXPECT_TRUE(later.valid()) << "it paused";
  expectTheSameNetworks();
}

/// Forgets the others.
class LonelyRecipe : public ColouriseRecipe {
 public:
  using ColouriseRecipe::ColouriseRecipe;
  void begin(std::int64_t step) override {
    ColouriseRecipe::begin(step);
    join(ProcessGroup::alone());
  }
};

class TrainerGroupFailureTest : public TrainerGroupTest {
 protected:
  template <class Kind>
  std::unique_ptr<Recipe> made() {
    ColouriseRecipeOptions recipeOptions;
    recipe()->configuration().get_to(recipeOptions);
    recipeOptions.generatorRate = 2e-3;
    return std::make_unique<Kind>(recipeOptions, 4, 1, Compute{"cpu", false, 1, ""});
  }
  /// Both processes' train() throw this.
  void expectBothThrow(const TrainingOptions& options, ErrorKind kind, const std::string& message) {
    test::together(2, [&](ProcessGroup& group) {
      EXPECT_TRUE(test::throwsError(kind, message, [&] {
        train(*recipes_[static_cast<std::size_t>(group.rank())], options, false, {}, {}, nullptr, group);
      })) << group.rank();
    });
  }
};

TEST_F(TrainerGroupFailureTest, ANotANumberInAnyProcessStopsAll) {
  recipes_ = {made<ColouriseRecipe>(), made<test::BrokenRecipe>()};
  expectBothThrow(options("run"), ErrorKind::Internal, "not a finite number at step 6");
  EXPECT_EQ(CheckpointStore(file("run") / "checkpoints").latest()->filename(), "step_00000004");
}

TEST_F(TrainerGroupFailureTest, NetworksThatDriftApartAreNoticed) {
  for (auto& one : recipes_) one = made<LonelyRecipe>();
  expectBothThrow(options("run"), ErrorKind::Internal, "no longer have the same generator");
}

TEST_F(TrainerGroupFailureTest, WhatTheFirstCannotDoStopsAll) {
  makeRecipes();
  fs::create_directories(file("run"));
  test::writeBytes(file("run/config.json"), "{}");
  expectBothThrow(options("run"), ErrorKind::InvalidArgument, "holds a run already");
  fs::remove_all(file("run"));
  auto odd = options("run");
  odd.batchSize = 5;
  expectBothThrow(odd, ErrorKind::InvalidArgument, "multiple of the 2 processes");
  odd.batchSize = 2;
  expectBothThrow(odd, ErrorKind::InvalidArgument, "two or more for each");
}

}  // namespace
}  // namespace pentimento
