// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/app/program_test.h"
#include "tests/support/made_photos.h"

namespace pentimento::test {
namespace {

using nlohmann::json;

/// Looks after a run in the user's folder, as the editor would.
class Runs : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    writeScenes(file("scenes"), 6);
    auto arguments = tinyTraining();
    arguments.insert(arguments.end(), {"--run", file("data/pentimento/runs/mine"), "--data", file("scenes"),
                                       "--steps", "6", "--checkpoint-every", "2"});
    const auto trained = run(arguments);
    ASSERT_EQ(trained.status, 0) << trained.err;
  }
  json runs(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "runs");
    arguments.push_back("--json");
    const auto outcome = run(arguments);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.out.empty() ? json() : json::parse(outcome.out);
  }
};

TEST_F(Runs, AreListedPinnedRewoundAndResumed) {
  const auto listed = runs({"list"});
  EXPECT_EQ(listed.at("name"), "mine");
  EXPECT_EQ(listed.at("phase"), "finished");
  EXPECT_EQ(listed.at("step"), 6);
  ASSERT_EQ(listed.at("checkpoints").size(), 3U);
  runs({"pin", "mine", "step_00000002"});
  EXPECT_TRUE(
      runs({"show", file("data/pentimento/runs/mine")}).at("checkpoints").at(0).at("pinned").get<bool>());
  runs({"rewind", "mine", "step_00000002"});
  EXPECT_EQ(runs({"show", "mine"}).at("checkpoints").size(), 1U);
  const auto resumed =
      run({"train", "colourise", "--threads", "1", "--run", file("data/pentimento/runs/mine"), "--resume"});
  EXPECT_EQ(json::parse(linesOf(resumed.out).front()).at("step"), 2) << resumed.err;
}

TEST_F(Runs, GiveModelsAndAreForgottenWithThem) {
  EXPECT_EQ(runs({"keep", "mine", "--as", "my-colours", "--use"}).at("name"), "my-colours");
  EXPECT_NE(run({"models", "list"}).out.find("* my-colours"), std::string::npos);
  EXPECT_EQ(runs({"show", "mine"}).at("models"), json::array({"my-colours"}));
  const auto used = run({"colourise", addPhoto("a.png"), "-o", file("b.png")});
  EXPECT_EQ(used.status, 0) << used.err;
  const auto deleted = runs({"forget", "mine"});
  EXPECT_EQ(deleted.at("models"), json::array({"my-colours"}));
  EXPECT_EQ(deleted.at("checkpoints"), 3);
  EXPECT_FALSE(std::filesystem::exists(file("data/pentimento/runs/mine")));
  EXPECT_EQ(run({"models", "list"}).out.find("my-colours"), std::string::npos);
  const auto gone = run({"runs", "show", "mine"});
  EXPECT_EQ(gone.status, 1);
  EXPECT_NE(gone.err.find("no such run"), std::string::npos) << gone.err;
}

}  // namespace
}  // namespace pentimento::test
