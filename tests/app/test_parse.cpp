// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/app/program_test.h"
#include "tests/support/made_faces.h"

namespace pentimento::test {
namespace {

using nlohmann::json;

/// `pentimento train parse` and `evaluate parse` on a few drawn faces.
class Parse : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    writeFaces(file("faces"), 4);
  }
  Outcome train(const std::vector<std::string>& more) const {
    std::vector<std::string> all{"train", "parse", "--threads", "1", "--run", file("run")};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  }
  Outcome trainNew(const std::vector<std::string>& more = {}, const std::string& size = "64") const {
    std::vector<std::string> all{"--data",       file("faces"), "--size",  size, "--base-channels", "8",
                                 "--batch-size", "2",           "--steps", "2",  "--log-every",     "1"};
    all.insert(all.end(), more.begin(), more.end());
    return train(all);
  }
};

TEST_F(Parse, WhatIsTrainedCanBeEvaluatedAndGoneOnWith) {
  const auto trained =
      trainNew({"--repeat-threshold", "0.3", "--class-weight", "hat=2", "--class-weight", "skin=0.5"});
  ASSERT_EQ(trained.status, 0) << trained.err;
  EXPECT_GT(json::parse(linesOf(trained.out).at(1)).at("losses").at("hard_pixels").get<double>(), 0);
  const auto model = file("run/model.safetensors");

  const auto measured = run({"evaluate", "parse", "--threads", "1", "--json", "--model", model, "--data",
                             file("faces"), "--limit", "3"});
  ASSERT_EQ(measured.status, 0) << measured.err;
  const auto result = json::parse(measured.out);
  EXPECT_EQ(result.at("pictures"), 3);
  EXPECT_GE(result.at("pixel_accuracy").get<double>(), 0);
  EXPECT_LE(result.at("pixel_accuracy").get<double>(), 1);
  EXPECT_TRUE(result.at("f1").contains("left_eye"));
  EXPECT_FALSE(result.at("f1").contains("glasses")) << "no face has any";
  const auto table = run({"evaluate", "parse", "--threads", "1", "--model", model, "--data", file("faces")});
  EXPECT_NE(table.out.find("F1 left_eye"), std::string::npos) << table.out;

  const auto resumed = train({"--resume", "--steps", "3"});
  ASSERT_EQ(resumed.status, 0) << resumed.err;
  EXPECT_EQ(json::parse(linesOf(resumed.out).front()).at("step"), 2);
  const auto from = run({"train", "parse", "--threads", "1", "--run", file("other"), "--data", file("faces"),
                         "--size", "64", "--batch-size", "2", "--steps", "1", "--from", model});
  EXPECT_EQ(from.status, 0) << from.err;
}

TEST_F(Parse, FacesCanBeTrainedOnBeforeOtherBackgrounds) {
  std::filesystem::create_directories(file("views"));
  std::filesystem::copy_file(file("faces/images/face_0.png"), file("views/view.png"));
  const auto trained = trainNew({"--backdrops", file("views"), "--backdrop-share", "1", "--cloth-share",
                                 "0.5", "--necklace-share", "1"});
  ASSERT_EQ(trained.status, 0) << trained.err;
  std::ifstream card(file("run/model.json"));
  const auto data = json::parse(card).at("data");
  ASSERT_EQ(data.size(), 2U) << "whoever reads the card learns of the backgrounds too";
  EXPECT_EQ(data.at(1).at("name"), "views");
  EXPECT_EQ(data.at(1).at("count"), 1);
}

TEST_F(Parse, SaysWhatIsWrong) {
  const auto expectFailure = [&](const Outcome& outcome, const char* text) {
    EXPECT_EQ(outcome.status, 1) << outcome.err;
    EXPECT_NE(outcome.err.find(text), std::string::npos) << outcome.err;
  };
  expectFailure(trainNew({}, "65"), "size");
  expectFailure(trainNew({"--from", "colourise"}), "is a model for colourise");
  expectFailure(trainNew({"--backdrop-share", "0.5"}), "backdrops");
  expectFailure(trainNew({"--backdrop-share", "0.5", "--backdrops", file("nowhere")}), "nowhere");
  for (const char* wrong : {"moustache=2", "hat", "hat=0"}) {
    const auto outcome = trainNew({"--class-weight", wrong});
    EXPECT_EQ(outcome.status, 2) << outcome.err;
    EXPECT_NE(outcome.err.find(wrong == std::string("moustache=2") ? "moustache" : "hat"), std::string::npos);
  }
  std::filesystem::remove_all(file("faces/masks"));
  expectFailure(trainNew(), "masks");
  expectFailure(run({"evaluate", "parse", "--data", file("faces")}), "parse");
  EXPECT_FALSE(std::filesystem::exists(file("run/config.json")));
}

}  // namespace
}  // namespace pentimento::test
