// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/app/program_test.h"
#include "tests/support/made_lights.h"

namespace pentimento::test {
namespace {

using TrainIllumination = ProgramTest;

TEST_F(TrainIllumination, MakesAModelThatCanBeMeasured) {
  writeMadeLights(file("yale"), 6);
  const std::string layout = file("yale/layout.txt");
  const auto trained = run({"train", "illumination", "--threads", "1", "--run", file("run"), "--data",
                            file("yale"), "--canonical", layout, "--size", "64", "--base-channels", "4",
                            "--steps", "2", "--batch-size", "2"});
  ASSERT_EQ(trained.status, 0) << trained.err;
  const auto measured =
      run({"evaluate", "illumination", "--threads", "1", "--data", file("yale"), "--canonical", layout,
           "--held-out", "--model", file("run/model.safetensors"), "--json"});
  ASSERT_EQ(measured.status, 0) << measured.err;
  const auto result = nlohmann::json::parse(measured.out);
  EXPECT_EQ(result.at("subjects"), 1);
  EXPECT_EQ(result.at("pictures"), 7);
  EXPECT_EQ(result.at("attention").size(), 3U);
}

TEST_F(TrainIllumination, WantsALayout) {
  writeMadeLights(file("yale"), 6);
  const auto outcome = run({"train", "illumination", "--run", file("run"), "--data", file("yale")});
  EXPECT_NE(outcome.status, 0);
  EXPECT_NE(outcome.err.find("--canonical"), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace pentimento::test
