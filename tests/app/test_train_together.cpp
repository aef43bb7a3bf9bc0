// SPDX-License-Identifier: GPL-3.0-or-later
// One run in several processes, as a launcher would start them.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <future>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/app/child.h"
#include "tests/app/program_test.h"
#include "tests/support/free_port.h"
#include "tests/support/made_faces.h"
#include "tests/support/made_photos.h"

namespace pentimento::test {
namespace {

using nlohmann::json;
using Arguments = std::vector<std::string>;
using Clock = std::chrono::steady_clock;

class TrainTogether : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    writeScenes(file("scenes"), 6);
  }

  Arguments environmentOf(int rank) const {
    return {"OMP_NUM_THREADS=1",
            "RANK=" + std::to_string(rank),
            "WORLD_SIZE=2",
            "MASTER_ADDR=127.0.0.1",
            "MASTER_PORT=" + std::to_string(port_),
            "PENTIMENTO_MODELS=" + file("models").string()};
  }
  Outcome runAs(int rank, const Arguments& arguments) const {
    return runProgram(folder(), arguments, environmentOf(rank));
  }
  std::future<Outcome> startAs(int rank, const Arguments& arguments) const {
    return std::async(std::launch::async, [=, this] { return runAs(rank, arguments); });
  }
  /// Both processes to their ends.
  std::pair<Outcome, Outcome> runBoth(const Arguments& arguments) const {
    auto second = startAs(1, arguments);
    auto first = runAs(0, arguments);
    return {std::move(first), second.get()};
  }
  Arguments colourise(const Arguments& more) const {
    Arguments all{"train",
                  "colourise",
                  "--threads",
                  "1",
                  "--run",
                  file("run"),
                  "--data",
                  file("scenes"),
                  "--levels",
                  "5",
                  "--base-channels",
                  "8",
                  "--size",
                  "32",
                  "--adversarial-weight",
                  "0",
                  "--batch-size",
                  "4",
                  "--log-every",
                  "1"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  Arguments resumed(const std::string& steps) const {
    return {"train", "colourise", "--threads", "1", "--run", file("run"), "--resume", "--steps", steps};
  }
  std::vector<json> log(const std::string& run) const {
    std::vector<json> lines;
    for (const auto& line : linesOf(readBytes(file(run) / "log.jsonl"))) lines.push_back(json::parse(line));
    return lines;
  }

  static void waitFor(const std::function<bool()>& happened) {
    const auto begun = Clock::now();
    while (!happened() && Clock::now() - begun < std::chrono::seconds(60))
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }

  std::uint16_t port_ = freePort();
};

TEST_F(TrainTogether, OnHalfABatchEachTheyHaveTheLossesOfOneProcess) {
  writeFaces(file("faces"), 4);
  // No batch normalisation; regions dropped and penalties taken at random are those of the whole batch.
  const auto arguments = [&](const std::string& run) {
    return Arguments{
        "train", "regenerate", "--threads", "1", "--precision", "fp32", "--run", file(run), "--data",
        file("faces"), "--size", "64", "--steps", "3", "--batch-size", "4", "--base-channels", "4",
        "--discriminator-channels", "4", "--discriminator-scales", "2", "--drop-share", "0.5",
        "--gradient-penalty", "1",
        // Adam makes a whole step of a gradient that is nearly nothing, rounding and all: small ones.
        "--learning-rate", "2e-5", "--log-every", "1"};
  };
  ASSERT_EQ(run(arguments("alone")).status, 0);
  const auto [first, second] = runBoth(arguments("together"));
  ASSERT_EQ(first.status, 0) << first.err;
  ASSERT_EQ(second.status, 0) << second.err;
  EXPECT_TRUE(second.out.empty()) << second.out;
  const auto alone = log("alone"), together = log("together");
  ASSERT_EQ(alone.size(), together.size());
  int steps = 0;
  for (std::size_t i = 0; i < alone.size(); ++i) {
    EXPECT_EQ(together[i].at("event"), alone[i].at("event"));
    if (alone[i].at("event") != "progress") continue;
    ++steps;
    EXPECT_EQ(together[i].at("losses").size(), alone[i].at("losses").size());
    for (const auto& [name, value] : alone[i].at("losses").items()) {
      const double expected = value;
      EXPECT_NEAR(together[i].at("losses").at(name).get<double>(), expected, 1e-5 + 1e-4 * std::abs(expected))
          << name << " at step " << steps;
    }
  }
  EXPECT_EQ(steps, 3);
}

TEST_F(TrainTogether, WhoeverDiesTheOtherEndsAndTheRunCanGoOn) {
  for (const int dies : {1, 0}) {
    std::filesystem::remove_all(file("run"));
    port_ = freePort();
    const auto arguments =
        colourise({"--steps", "1000000", "--checkpoint-every", "5", "--sample-every", "1000000"});
    Child victim(folder(), arguments, environmentOf(dies));
    auto other = startAs(1 - dies, arguments);
    waitFor([&] { return std::filesystem::exists(file("run/checkpoints/step_00000005")); });
    victim.kill(SIGKILL);
    const auto killed = Clock::now();
    const auto outcome = other.get();
    EXPECT_LT(Clock::now() - killed, std::chrono::seconds(20));
    EXPECT_EQ(outcome.status, 1);
    EXPECT_NE(outcome.err.find("another of the processes that train together ended"), std::string::npos)
        << outcome.err;
    EXPECT_EQ(victim.wait(), -1);

    ASSERT_FALSE(log("run").empty());
    const auto last = log("run").back();
    EXPECT_EQ(last.at("event") == "failed", dies == 1) << last;
    const auto alone = run(resumed(std::to_string(last.at("step").get<std::int64_t>() + 5)));
    ASSERT_EQ(alone.status, 0) << alone.err;
    EXPECT_GE(json::parse(linesOf(alone.out).front()).at("step"), 5);
  }
}

TEST_F(TrainTogether, ARunOfOneProcessGoesOnInTwo) {
  ASSERT_EQ(run(colourise({"--steps", "3"})).status, 0);
  const auto [first, second] = runBoth(resumed("6"));
  ASSERT_EQ(first.status, 0) << first.err;
  ASSERT_EQ(second.status, 0) << second.err;
  const auto lines = linesOf(first.out);
  EXPECT_EQ(json::parse(lines.front()).at("step"), 3);
  EXPECT_EQ(json::parse(lines.front()).at("processes"), 2);
  EXPECT_EQ(json::parse(lines.back()).at("event"), "finished");
}

TEST_F(TrainTogether, ASignalToAnyOneStopsAllWithACheckpoint) {
  const auto arguments = colourise({"--steps", "1000000"});
  auto first = startAs(0, arguments);
  Child second(folder(), arguments, environmentOf(1));
  waitFor([&] {
    const auto written = file("run/log.jsonl");
    return std::filesystem::exists(written) && linesOf(readBytes(written)).size() > 3;
  });
  second.kill(SIGTERM);
  EXPECT_EQ(second.wait(), 0);
  EXPECT_EQ(first.get().status, 0);
  EXPECT_EQ(log("run").back().at("event"), "stopped");
  EXPECT_TRUE(std::filesystem::exists(file("run/model.safetensors")));
}

TEST_F(TrainTogether, SaysWhatIsWrong) {
  const auto message = [&](const Arguments& arguments, const Arguments& environment) {
    const auto outcome = runProgram(folder(), arguments, environment);
    EXPECT_EQ(outcome.status, 1);
    return outcome.err;
  };
  const auto arguments = colourise({"--steps", "2"});
  EXPECT_NE(message(arguments, {"RANK=0", "WORLD_SIZE=2"}).find("MASTER_ADDR is not set"), std::string::npos);
  EXPECT_NE(message(arguments, {"RANK=2", "WORLD_SIZE=2"}).find("RANK is '2'"), std::string::npos);
  EXPECT_NE(message(arguments, {"RANK=0", "WORLD_SIZE=3", "MASTER_ADDR=127.0.0.1", "MASTER_PORT=1"})
                .find("multiple of the 3 processes"),
            std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(file("run")));

  const auto [first, second] = runBoth(colourise({"--steps", "2", "--data", file("nowhere")}));
  EXPECT_EQ(first.status, 1);
  EXPECT_EQ(second.status, 1);
  EXPECT_NE(first.err.find("nowhere"), std::string::npos) << first.err;
  EXPECT_NE(second.err.find("the first process: "), std::string::npos) << second.err;
}

}  // namespace
}  // namespace pentimento::test
