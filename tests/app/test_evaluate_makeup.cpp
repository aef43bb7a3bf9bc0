// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/app/program_test.h"
#include "tests/support/made_lights.h"
#include "tests/support/made_textures.h"
#include "tests/support/tiny_makeup.h"

namespace pentimento::test {
namespace {

class EvaluateMakeup : public ProgramTest {
 protected:
  void SetUp() override { writeTextures(file("textures"), "photos", 4, 64); }
  Outcome evaluate(const std::vector<std::string>& more) const {
    const auto model = writeTinyMakeup(file("own"), {{0, 0, 0}}).string();
    std::vector<std::string> arguments{"evaluate", "makeup",       "--threads",  "1",
                                       "--data",   file("photos"), "--textures", file("textures"),
                                       "--model",  model,          "--pairs",    "3"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
};

TEST_F(EvaluateMakeup, MeasuresTheNetworkBesideTheOthers) {
  const auto outcome = evaluate({"--json", "--sheet", file("sheet.png"), "--sheet-size", "2"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto result = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(result.at("pairs"), 3);
  EXPECT_EQ(result.at("light"), "painted");
  const auto& methods = result.at("methods");
  const auto lips = [&](const char* method) {
    return methods.at(method).at("histogram_distance").at("lips").get<double>();
  };
  EXPECT_NEAR(lips("network"), lips("unchanged"), 0.01) << "this network adds nothing";
  EXPECT_LT(lips("histogram_matching"), 0.1 * lips("unchanged"));
  EXPECT_LT(lips("reinhard_regions"), lips("unchanged"));
  EXPECT_NEAR(methods.at("network").at("relit_reference").get<double>(), 0, 0.01);
  EXPECT_GT(methods.at("histogram_matching").at("relit_reference").get<double>(), 1);
  EXPECT_NEAR(methods.at("network").at("painted").at("lips").at("comes_over").get<double>(), 0, 0.01);
  EXPECT_GT(methods.at("reinhard_regions").at("painted").at("lips").at("comes_over").get<double>(), 0.3);
  EXPECT_FALSE(methods.at("network").contains("same_person")) << "needs a descriptor";

  const Image sheet = readPhoto(file("sheet.png")).image;
  EXPECT_EQ(sheet.width(), 3 * 64);
  EXPECT_EQ(sheet.height(), 3 * 64);
}

TEST_F(EvaluateMakeup, PrintsATableInYalesLight) {
  writeMadeLights(file("yale"), 2);
  const auto outcome = evaluate({"--yale", file("yale"), "--canonical", file("yale/layout.txt")});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  for (const char* part :
       {"3 pairs", "yale light", "Reinhard, whole face", "histogram matching", "what comes over", "blush"})
    EXPECT_NE(outcome.out.find(part), std::string::npos) << outcome.out;
}

TEST_F(EvaluateMakeup, SaysWhatIsMissing) {
  const auto layout = evaluate({"--yale", file("yale")});
  EXPECT_EQ(layout.status, 2);
  EXPECT_NE(layout.err.find("--canonical"), std::string::npos) << layout.err;
  const auto faces = evaluate({"--data", file("elsewhere")});
  EXPECT_EQ(faces.status, 1);
  EXPECT_NE(faces.err.find("elsewhere: holds no unwrapped face"), std::string::npos) << faces.err;
}

}  // namespace
}  // namespace pentimento::test
