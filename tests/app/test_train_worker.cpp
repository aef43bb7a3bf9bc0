// SPDX-License-Identifier: GPL-3.0-or-later
// The training process as the editor sees it: a child that is spoken to, and that may be killed at any
// moment.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "core/runs/run_lock.h"
#include "core/runs/training_command.h"
#include "tests/app/child.h"
#include "tests/app/program_test.h"
#include "tests/support/made_photos.h"

namespace pentimento::test {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using Clock = std::chrono::steady_clock;

class TrainWorker : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    writeScenes(file("scenes"), 6);
  }

  Child start(const std::string& run, const std::string& steps, const std::vector<std::string>& more = {}) {
    auto all = tinyTraining();
    if (std::filesystem::exists(file(run) / "config.json")) {
      all = {"train", "colourise", "--threads", "1", "--resume", "--steps", steps};
    } else {
      all.insert(all.end(), {"--data", file("scenes"), "--steps", steps, "--log-every", "1",
                             "--checkpoint-every", "20", "--sample-every", "1000"});
      all.insert(all.end(), more.begin(), more.end());
    }
    all.insert(all.end(), {"--run", file(run), "--worker"});
    return Child(folder(), all);
  }
  static void tell(Child& child, TrainingCommand command) { child.write(lineFor(command) + "\n"); }
  /// Reads on until a line with this event; its JSON, or null when the child ended before.
  static json waitFor(Child& child, const std::string& event) {
    while (const auto line = child.readLine()) {
      auto parsed = json::parse(*line);
      if (parsed.at("event") == event) return parsed;
    }
    return {};
  }
  json lastOfLog(const std::string& run) const {
    return json::parse(linesOf(readBytes(file(run) / "log.jsonl")).back());
  }
};

TEST_F(TrainWorker, ObeysWhatItIsToldAndSaysSo) {
  auto child = start("run", "1000000");
  ASSERT_FALSE(waitFor(child, "progress").is_null());
  EXPECT_EQ(RunLock::holder(file("run")), child.pid());
  EXPECT_EQ(getpriority(PRIO_PROCESS, static_cast<id_t>(child.pid())), 19);

  const auto asked = Clock::now();
  tell(child, TrainingCommand::Pause);
  const auto paused = waitFor(child, "paused");
  EXPECT_LT(Clock::now() - asked, 1s);
  std::this_thread::sleep_for(300ms);  // whoever prepares a batch may end it
  const double before = child.processorSeconds();
  std::this_thread::sleep_for(1s);
  EXPECT_LT(child.processorSeconds() - before, 0.1) << "the processor is given back";

  tell(child, TrainingCommand::Sample);
  EXPECT_TRUE(std::filesystem::exists(waitFor(child, "samples").at("file").get<std::string>()));
  tell(child, TrainingCommand::Checkpoint);
  EXPECT_EQ(waitFor(child, "checkpoint").at("step"), paused.at("step"));
  child.write("dance\n");
  EXPECT_NE(waitFor(child, "refused").at("message").get<std::string>().find("dance"), std::string::npos);
  tell(child, TrainingCommand::Resume);
  EXPECT_EQ(waitFor(child, "resumed").at("step"), paused.at("step"));
  EXPECT_GT(waitFor(child, "progress").at("step"), paused.at("step"));

  tell(child, TrainingCommand::Stop);
  EXPECT_TRUE(std::filesystem::exists(waitFor(child, "stopped").at("model").get<std::string>()));
  EXPECT_EQ(child.wait(), 0);
  EXPECT_EQ(RunLock::holder(file("run")), std::nullopt);
}

TEST_F(TrainWorker, TriesAFewStepsAndLeavesNothing) {
  auto arguments = tinyTraining();
  arguments.insert(arguments.end(),
                   {"--run", file("run"), "--data", file("scenes"), "--measure-steps", "3", "--worker"});
  const auto tried = run(arguments);
  ASSERT_EQ(tried.status, 0) << tried.err;
  const auto cost = json::parse(tried.out);
  EXPECT_EQ(cost.at("event"), "measured");
  EXPECT_GT(cost.at("batch_size"), 1);
  EXPECT_GT(cost.at("seconds_per_step"), 0);
  EXPECT_LT(cost.at("seconds_per_step"), 10);
  EXPECT_GT(cost.at("memory"), 10'000'000);
  EXPECT_GT(cost.at("free_memory"), 0);
  EXPECT_GT(cost.at("total_memory"), cost.at("memory"));
  EXPECT_EQ(cost.at("device_memory"), 0) << "no GPU is used";
  EXPECT_FALSE(std::filesystem::exists(file("run")));
  EXPECT_EQ(run({"train", "colourise", "--run", file("run"), "--measure-steps", "0"}).status, 2);
}

TEST_F(TrainWorker, OutlivesItsParentAndIsFoundByItsLock) {
  auto child = start("run", "300");
  ASSERT_FALSE(waitFor(child, "started").is_null());
  child.letGo();  // both pipes are closed, as when the editor was killed
  EXPECT_EQ(RunLock::holder(file("run")), child.pid());
  const auto second = run({"train", "colourise", "--run", file("run"), "--resume"});
  EXPECT_EQ(second.status, 1);
  EXPECT_NE(second.err.find("process " + std::to_string(child.pid()) + " trains this run"), std::string::npos)
      << second.err;
  EXPECT_EQ(child.wait(), 0);
  EXPECT_EQ(lastOfLog("run").at("event"), "finished");
  EXPECT_EQ(lastOfLog("run").at("step"), 300);
}

TEST_F(TrainWorker, APausedOneWhoseParentGoesAwayStopsWithACheckpoint) {
  auto child = start("run", "1000000");
  ASSERT_FALSE(waitFor(child, "progress").is_null());
  tell(child, TrainingCommand::Pause);
  ASSERT_FALSE(waitFor(child, "paused").is_null());
  child.letGo();
  EXPECT_EQ(child.wait(), 0);
  EXPECT_EQ(lastOfLog("run").at("event"), "stopped");
}

TEST_F(TrainWorker, KilledTwentyTimesItEndsAsIfNothingHadHappened) {
  ASSERT_EQ(start("whole", "300").wait(), 0);
  std::mt19937 random(7);
  std::uniform_int_distribution<int> milliseconds(0, 250);
  for (int kills = 0; kills < 20; ++kills) {
    auto child = start("killed", "300");
    // Some while it loads, most while it trains or writes.
    if (kills % 4 != 0) waitFor(child, "started");
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds(random)));
    child.kill(SIGKILL);
    child.wait();
    EXPECT_EQ(RunLock::holder(file("killed")), std::nullopt);
  }
  ASSERT_EQ(start("killed", "300").wait(), 0) << "resumes every time";
  EXPECT_EQ(lastOfLog("killed").at("event"), "finished");
  EXPECT_EQ(readBytes(file("killed/model.safetensors")), readBytes(file("whole/model.safetensors")));
}

}  // namespace
}  // namespace pentimento::test
