// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <torch/script.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/networks/inception_v3.h"
#include "core/tensor/safetensors.h"
#include "tests/app/program_test.h"
#include "tests/support/made_faces.h"
#include "tests/support/tiny_student.h"

namespace pentimento::test {
namespace {

/// From pictures with label maps to a model and its numbers, as a user would.
class TrainRegenerate : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    writeFaces(file("faces"), 4);
  }
  Outcome train(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> all{"train",
                                 "regenerate",
                                 "--threads",
                                 "1",
                                 "--run",
                                 file("run"),
                                 "--data",
                                 file("faces"),
                                 "--size",
                                 "64",
                                 "--steps",
                                 "2",
                                 "--batch-size",
                                 "2",
                                 "--base-channels",
                                 "4",
                                 "--discriminator-channels",
                                 "4",
                                 "--discriminator-scales",
                                 "2"};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  }
};

TEST_F(TrainRegenerate, MakesAModelThatCanBeMeasured) {
  const auto trained = train();
  ASSERT_EQ(trained.status, 0) << trained.err;
  const auto model = file("run") / "model.safetensors";
  ASSERT_TRUE(std::filesystem::exists(model));
  ASSERT_TRUE(std::filesystem::exists(file("run") / "samples/00000002.png"));

  const auto parser = writeTinyParser(folder(), "parser");
  const auto measured = run({"evaluate", "regenerate", "--threads", "1", "--data", file("faces"), "--model",
                             model, "--parser", parser, "--json"});
  ASSERT_EQ(measured.status, 0) << measured.err;
  const auto json = nlohmann::json::parse(measured.out);
  EXPECT_EQ(json.at("pictures").get<int>(), 4);
  for (const char* name : {"accuracy_real", "accuracy_own_mask", "accuracy_other_mask"}) {
    EXPECT_GE(json.at(name).get<double>(), 0) << name;
    EXPECT_LE(json.at(name).get<double>(), 1) << name;
  }
  EXPECT_GE(json.at("frechet_own_mask").get<double>(), -1e-6);
  EXPECT_FALSE(json.contains("reference"));
}

TEST_F(TrainRegenerate, IsMeasuredByAnotherParserToo) {
  ASSERT_EQ(train().status, 0);
  torch::jit::Module blind("Blind");  // takes everything for background
  blind.define(
      "def forward(self, x):\n"
      "  one = x[:, :, :, 0:1] * 0 + 1\n"
      "  return torch.cat((one, one.expand(1, 448, 448, 18) * 0), 3)\n");
  blind.save(file("blind.pt").string());
  const auto measured = run({"evaluate", "regenerate", "--threads", "1", "--data", file("faces"), "--model",
                             file("run/model.safetensors"), "--parser", writeTinyParser(folder(), "parser"),
                             "--reference", file("blind.pt"), "--json"});
  ASSERT_EQ(measured.status, 0) << measured.err;
  const auto reference = nlohmann::json::parse(measured.out).at("reference");
  const double background = reference.at("accuracy_real");
  EXPECT_GT(background, 0.1);
  EXPECT_LT(background, 0.9);
  EXPECT_NEAR(reference.at("accuracy_own_mask").get<double>(), background, 1e-9);
  EXPECT_NEAR(reference.at("accuracy_other_mask").get<double>(), background, 1e-9)
      << "the same masks in turn";
}

TEST_F(TrainRegenerate, IsMeasuredByTheUsersOwnInceptionToo) {
  ASSERT_EQ(train().status, 0);
  const auto parser = writeTinyParser(folder(), "parser");
  const auto measured = [&](const std::filesystem::path& weights) {
    return run({"evaluate", "regenerate", "--threads", "1", "--data", file("faces"), "--model",
                file("run/model.safetensors"), "--parser", parser, "--inception", weights, "--json"});
  };
  InceptionV3 network;
  Safetensors weights;
  addFrom(*network, weights);
  weights.tensors["fc.weight"] = torch::zeros({1000, 2048});  // torchvision's files have it
  writeSafetensors(file("inception.safetensors"), weights);
  const auto outcome = measured(file("inception.safetensors"));
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto distances = nlohmann::json::parse(outcome.out).at("inception");
  for (const char* name : {"frechet_own_mask", "frechet_other_mask"})
    EXPECT_GE(distances.at(name).get<double>(), -1e-6) << name;

  weights.tensors.erase("Mixed_6a.branch3x3.bn.weight");
  writeSafetensors(file("broken.safetensors"), weights);
  const auto refused = measured(file("broken.safetensors"));
  EXPECT_NE(refused.status, 0);
  EXPECT_NE(refused.err.find("broken.safetensors"), std::string::npos) << refused.err;
  EXPECT_NE(refused.err.find("Mixed_6a.branch3x3.bn.weight"), std::string::npos) << refused.err;
}

TEST_F(TrainRegenerate, LooksThroughTheProgramsOwnModelUnlessToldOtherwise) {
  const auto losses = [&](const std::vector<std::string>& more) {
    std::filesystem::remove_all(file("run"));
    auto arguments = more;
    arguments.insert(arguments.end(), {"--log-every", "1"});
    const auto outcome = train(arguments);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    for (const auto& line : linesOf(outcome.out)) {
      const auto report = nlohmann::json::parse(line);
      if (report.at("event") == "progress") return report.at("losses");
    }
    return nlohmann::json();
  };
  EXPECT_FALSE(losses({}).contains("perceptual")) << "there is no such model among these";
  const std::string own = writeTinyStudent(file("models"), "perceptual-features");
  EXPECT_GT(losses({}).at("perceptual").get<double>(), 0);
  EXPECT_FALSE(losses({"--vgg", "none"}).contains("perceptual"));
  EXPECT_FALSE(losses({"--vgg-weight", "0"}).contains("perceptual"));
  const std::string other = writeTinyStudent(folder(), "other");
  EXPECT_GT(losses({"--vgg", other}).at("perceptual").get<double>(), 0);
}

TEST_F(TrainRegenerate, RefusesVggFeaturesThatAreNotThere) {
  const auto outcome = train({"--vgg", file("nothing.pt")});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("nothing.pt"), std::string::npos) << outcome.err;
  EXPECT_FALSE(std::filesystem::exists(file("run")));
}

}  // namespace
}  // namespace pentimento::test
