// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <thread>

#include "core/runs/training_control.h"

namespace pentimento {
namespace {

TEST(TrainingCommand, SurvivesTheWayThroughItsLine) {
  using enum TrainingCommand;
  for (const auto command : {Pause, Resume, Checkpoint, Sample, Stop})
    EXPECT_EQ(trainingCommandFrom(lineFor(command)), command) << lineFor(command);
  for (const char* line :
       {"", "pause", "{}", "[1]", R"({"command":"dance"})", R"({"command":1})", "{\"command\":\"pause\""})
    EXPECT_FALSE(trainingCommandFrom(line)) << line;
}

TEST(TrainingControl, HandsCommandsOutInOrder) {
  TrainingControl control;
  EXPECT_FALSE(control.take());
  control.post(TrainingCommand::Sample);
  control.post(TrainingCommand::Stop);
  EXPECT_EQ(control.take(), TrainingCommand::Sample);
  EXPECT_EQ(control.wait({}), TrainingCommand::Stop);
  EXPECT_FALSE(control.take());
}

TEST(TrainingControl, AWaitEndsByACommandAStopOrWhenNobodyIsLeft) {
  TrainingControl control;
  {
    const std::jthread sender([&] { control.post(TrainingCommand::Resume); });
    EXPECT_EQ(control.wait({}), TrainingCommand::Resume);
  }
  std::stop_source stop;
  {
    const std::jthread sender([&] { stop.request_stop(); });
    EXPECT_FALSE(control.wait(stop.get_token()));
  }
  control.post(TrainingCommand::Pause);
  control.abandon();
  EXPECT_EQ(control.wait({}), TrainingCommand::Pause) << "what was said before is still heard";
  EXPECT_FALSE(control.wait({}));
}

}  // namespace
}  // namespace pentimento
