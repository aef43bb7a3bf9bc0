// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/app/program_test.h"
#include "tests/support/made_photos.h"

namespace pentimento::test {

namespace {

using nlohmann::json;

/// `pentimento train colourise` on a few made scenes, with networks that take milliseconds a step.
class Train : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    writeScenes(file("scenes"), 6);
  }

  std::vector<std::string> arguments(std::vector<std::string> more) const {
    std::vector<std::string> all{"train", "colourise", "--threads", "1", "--run", file("run")};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  Outcome train(const std::string& steps = "4", const std::vector<std::string>& more = {}) const {
    auto all = arguments({"--data", file("scenes"), "--levels", "5", "--base-channels", "8", "--adversarial-weight", "0",
                          "--batch-size", "2", "--steps", steps, "--log-every", "2", "--checkpoint-every", "2"});
    if (std::find(more.begin(), more.end(), "--size") == more.end()) all.insert(all.end(), {"--size", "32"});
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  }
  static std::vector<json> parsed(const std::string& out) {
    std::vector<json> lines;
    for (const auto& line : linesOf(out)) lines.push_back(json::parse(line));
    return lines;
  }
};

TEST_F(Train, WritesARunFolderAndTellsItsParentEachStep) {
  const auto outcome = train();
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  for (const char* name : {"config.json", "log.jsonl", "model.safetensors", "model.json", "checkpoints/step_00000004",
                           "samples/00000004.png"})
    EXPECT_TRUE(std::filesystem::exists(file("run") / name)) << name;
  const auto lines = parsed(outcome.out);
  EXPECT_EQ(lines.front().at("event"), "started");
  EXPECT_EQ(lines.back().at("event"), "finished");
  const auto progress = std::find_if(lines.begin(), lines.end(), [](const json& l) { return l["event"] == "progress"; });
  ASSERT_NE(progress, lines.end());
  EXPECT_EQ(progress->at("step"), 2);
  EXPECT_GT(progress->at("losses").at("l1").get<double>(), 0);
  EXPECT_GT(progress->at("samples_per_second").get<double>(), 0);
  EXPECT_EQ(linesOf(readBytes(file("run/log.jsonl"))).size(), lines.size()) << "the log holds the same lines";
}

TEST_F(Train, ResumesWhatItFindsAndRefusesToOverwriteIt) {
  ASSERT_EQ(train().status, 0);
  const auto again = train();
  EXPECT_EQ(again.status, 1);
  EXPECT_NE(again.err.find("--resume"), std::string::npos) << again.err;

  const auto resumed = run(arguments({"--resume", "--steps", "6"}));
  ASSERT_EQ(resumed.status, 0) << resumed.err;
  EXPECT_EQ(parsed(resumed.out).front().at("step"), 4);
  EXPECT_EQ(parsed(resumed.out).back().at("step"), 6);
}

TEST_F(Train, BeginsFromAllThatAnotherRunLearnt) {
  ASSERT_EQ(train().status, 0);
  const auto heir = [&](const std::string& from) {
    return run({"train", "colourise", "--threads", "1", "--size", "32", "--steps", "1", "--batch-size", "2", "--run",
                file("heir"), "--data", file("scenes"), "--adversarial-weight", "0", "--from", from});
  };
  const auto failed = heir(file("scenes"));
  EXPECT_EQ(failed.status, 1) << "no run";
  EXPECT_NE(failed.err.find("scenes"), std::string::npos) << failed.err;
  const auto outcome = heir(file("run"));
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto first = parsed(outcome.out).front();
  EXPECT_EQ(first.at("event"), "inherited");
  EXPECT_TRUE(first.at("from").get<std::string>().ends_with("step_00000004")) << first;
}

TEST_F(Train, LeavesWithACheckpointAndAModelWhenItsTimeIsOver) {
  const auto outcome = train("1000000", {"--minutes", "0.05"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto lines = parsed(outcome.out);
  EXPECT_EQ(lines.back().at("event"), "stopped");
  EXPECT_TRUE(std::filesystem::exists(file("run/model.safetensors")));
  const auto step = lines.back().at("step").get<std::int64_t>();
  EXPECT_GT(step, 0);
  EXPECT_EQ(parsed(run(arguments({"--resume", "--steps", std::to_string(step + 1)})).out).front().at("step"), step);
}

TEST_F(Train, WhatItMakesCanBeEvaluatedAndUsed) {
  ASSERT_EQ(train().status, 0);
  const auto measured = run({"evaluate", "colourise", "--threads", "1", "--json", "--model",
                             file("run/model.safetensors"), "--data", file("scenes"), "--limit", "3", "--hints", "4"});
  ASSERT_EQ(measured.status, 0) << measured.err;
  const auto result = json::parse(measured.out);
  EXPECT_EQ(result.at("pictures"), 3);
  EXPECT_EQ(result.at("hints"), 4);
  EXPECT_GT(result.at("automatic").at("psnr").get<double>(), 5);
  EXPECT_LT(result.at("largest_lightness_change").get<double>(), 0.5);
  EXPECT_EQ(result.at("hint_places"), "random");
  const auto placed = run({"evaluate", "colourise", "--threads", "1", "--json", "--data", file("scenes"), "--limit", "3",
                           "--hints", "4", "--hint-places", "worst"});
  ASSERT_EQ(placed.status, 0) << placed.err;
  const auto corrected = json::parse(placed.out);
  EXPECT_EQ(corrected.at("hint_places"), "worst");
  EXPECT_GT(corrected.at("hinted").at("psnr").get<double>(), corrected.at("automatic").at("psnr").get<double>());
  const auto used = run({"colourise", addPhoto("a.png"), "-o", file("b.png"), "--model", file("run/model.safetensors")});
  EXPECT_EQ(used.status, 0) << used.err;
}

TEST_F(Train, SaysWhatIsWrong) {
  const auto expectFailure = [&](const Outcome& outcome, int status, const char* text) {
    EXPECT_EQ(outcome.status, status) << outcome.err;
    EXPECT_NE(outcome.err.find(text), std::string::npos) << outcome.err;
  };
  expectFailure(run({"train"}), 2, "required");
  expectFailure(run({"train", "portraits", "--run", file("run")}), 2, "required");
  expectFailure(run(arguments({})), 1, "--data");
  expectFailure(run(arguments({"--data", file("nowhere")})), 1, "nowhere");
  expectFailure(run(arguments({"--resume"})), 1, "holds no run");
  expectFailure(train("4", {"--size", "33"}), 1, "size");
  expectFailure(run(arguments({"--data", file("scenes"), "--size", "64", "--levels", "5"})), 1, "discriminators");
  expectFailure(run({"evaluate", "colourise"}), 2, "--data");
  EXPECT_FALSE(std::filesystem::exists(file("run/config.json")));
}

}  // namespace

}  // namespace pentimento::test
