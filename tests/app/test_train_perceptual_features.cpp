// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/app/program_test.h"
#include "tests/support/made_photos.h"
#include "tests/support/tiny_student.h"

namespace pentimento::test {
namespace {

class TrainPerceptualFeatures : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    writeScenes(file("photos"), 4);
  }
};

TEST_F(TrainPerceptualFeatures, MakesAModelThatCanBeMeasured) {
  const std::string teacher = writeTinyStudent(folder(), "teacher");
  const auto trained = run({"train", "perceptual-features", "--threads", "1", "--run", file("run"), "--data",
                            file("photos"), "--teacher", teacher, "--size", "32", "--base-channels", "2",
                            "--steps", "2", "--batch-size", "2"});
  ASSERT_EQ(trained.status, 0) << trained.err;
  const auto measured =
      run({"evaluate", "perceptual-features", "--threads", "1", "--data", file("photos"), "--teacher",
           teacher, "--size", "32", "--model", file("run/model.safetensors"), "--json"});
  ASSERT_EQ(measured.status, 0) << measured.err;
  const auto result = nlohmann::json::parse(measured.out);
  EXPECT_EQ(result.at("pairs"), 4);
  EXPECT_GT(result.at("relative_error").at("relu5_1"), 0);
  EXPECT_LE(result.at("distance").at("spearman"), 1);
  const auto table = run({"evaluate", "perceptual-features", "--threads", "1", "--data", file("photos"),
                          "--teacher", teacher, "--size", "32", "--model", teacher});
  EXPECT_NE(table.out.find("relative error at relu5_1            0.0 %"), std::string::npos) << table.out;
}

TEST_F(TrainPerceptualFeatures, WantsATeacher) {
  const auto outcome = run({"train", "perceptual-features", "--run", file("run"), "--data", file("photos")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.err.find("--teacher"), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace pentimento::test
