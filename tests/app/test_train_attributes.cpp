// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/data/face_meshes.h"
#include "core/models/model_card.h"
#include "tests/app/program_test.h"
#include "tests/support/made_attributes.h"
#include "tests/support/made_faces.h"
#include "tests/support/made_meshes.h"
#include "tests/support/model_files.h"
#include "tests/support/tiny_attributes.h"

namespace pentimento::test {
namespace {

/// From faces with a table of attributes to models and their numbers, as a user would.
class TrainAttributes : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    writeAttributeFaces(file("faces"), 12, 64);
  }
  Outcome train(const std::string& task, const std::string& runFolder,
                const std::vector<std::string>& more = {}) const {
    std::vector<std::string> all{
        "train",        task,          "--threads",       "1",  "--run",        file(runFolder),
        "--data",       file("faces"), "--size",          "64", "--steps",      "2",
        "--batch-size", "2",           "--base-channels", "4",  "--alignments", file("faces/alignments.csv")};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  }
};

TEST_F(TrainAttributes, MakesModelsThatCanBeMeasured) {
  const auto classifier = train("attribute-classifier", "classifier");
  ASSERT_EQ(classifier.status, 0) << classifier.err;
  const auto judge = file("classifier/model.safetensors");
  const auto told = run({"evaluate", "attribute-classifier", "--threads", "1", "--data", file("faces"),
                         "--model", judge, "--alignments", file("faces/alignments.csv"), "--json"});
  ASSERT_EQ(told.status, 0) << told.err;
  EXPECT_EQ(nlohmann::json::parse(told.out).at("pictures").get<int>(), 12);

  const auto trained =
      train("attributes", "smile",
            {"--attribute", "smile", "--discriminator-channels", "4", "--classifier", judge});
  ASSERT_EQ(trained.status, 0) << trained.err;
  EXPECT_TRUE(std::filesystem::exists(file("smile/samples/00000002.png")));

  const auto parser = writeTinyParser(folder(), "parser");
  const auto measured =
      run({"evaluate", "attributes", "--threads", "1", "--data", file("faces"), "--model",
           file("smile/model.safetensors"), "--attribute", "smile", "--classifier", judge, "--parser", parser,
           "--alignments", file("faces/alignments.csv"), "--sheet", file("sheet.png"), "--json"});
  ASSERT_EQ(measured.status, 0) << measured.err;
  const auto smile = nlohmann::json::parse(measured.out).at("smile");
  EXPECT_EQ(smile.at("added").at("faces").get<int>() + smile.at("removed").at("faces").get<int>(), 12);
  EXPECT_GT(smile.at("added").at("psnr_outside").get<double>(), 20)
      << "an untrained pair changes next to nothing";
  EXPECT_TRUE(std::filesystem::exists(file("sheet.png")));
}

TEST_F(TrainAttributes, GlassesAreLearntFromPaintedOnes) {
  writeFacesToPaintOn(file("bare"), 4);
  const std::vector<std::string> painted{"--attribute", "glasses",   "--discriminator-channels",
                                         "4",           "--painted", file("bare")};
  auto both = painted;
  both.insert(both.end(), {"--painted-steps", "1"});
  const auto trained = train("attributes", "glasses", both);
  ASSERT_EQ(trained.status, 0) << trained.err;
  EXPECT_EQ(readCard(file("glasses/model.json")).data.back().name, "bare");
  std::filesystem::remove_all(file("bare/masks"));
  const auto refused = train("attributes", "none", painted);
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.err.find("masks"), std::string::npos) << refused.err;
}

TEST_F(TrainAttributes, PhotosAreLabelledBeforeGlassesArePaintedOnThem) {
  const std::vector<std::string> painted{"--attribute", "glasses",   "--discriminator-channels",
                                         "4",           "--painted", file("faces")};
  linkShippedModels(file("models"), {"parse", "position-map"});
  const auto trained = train("attributes", "glasses", painted);
  ASSERT_EQ(trained.status, 0) << trained.err;
  EXPECT_EQ(readMeshes(file("glasses/labels/faces")).size(), 6U) << "those without glasses";
  EXPECT_TRUE(std::filesystem::exists(file("glasses/labels/faces/images/face_0.png")));
  auto kept = painted;
  kept.insert(kept.end(), {"--labels", file("kept"), "--label-at-most", "3"});
  ASSERT_EQ(train("attributes", "again", kept).status, 0);
  EXPECT_EQ(readMeshes(file("kept/faces")).size(), 3U);
  EXPECT_FALSE(std::filesystem::exists(file("again/labels")));
}

TEST_F(TrainAttributes, EditsAreMeasuredAtAStrength) {
  ASSERT_EQ(train("attribute-classifier", "classifier").status, 0);
  // Glasses: other residuals end where the head does, which an untrained parser sees anywhere or nowhere.
  const auto model = writeTinyAttribute(folder(), Attribute::Glasses, 0.05).string();
  const auto parser = writeTinyParser(folder(), "parser");
  const auto measured = [&](const std::string& strength) {
    return run({"evaluate", "attributes", "--threads", "1", "--data", file("faces"), "--model", model,
                "--attribute", "glasses", "--classifier", file("classifier/model.safetensors"), "--parser",
                parser, "--alignments", file("faces/alignments.csv"), "--json", "--strength", strength});
  };
  const auto outside = [&](const std::string& strength) {
    const auto told = nlohmann::json::parse(measured(strength).out);
    return told.at("glasses").at("added").at("psnr_outside").get<double>();
  };
  EXPECT_NEAR(outside("0.5") - outside("1"), 6, 1)
      << "twice the residual everywhere, but where it is clipped";
  EXPECT_EQ(measured("3").status, 2) << "a slider ends at 1.5";
}

TEST_F(TrainAttributes, GoesOnFromAModelOfTheSameAttributeOnly) {
  ASSERT_EQ(train("attributes", "first", {"--attribute", "glasses", "--discriminator-channels", "4"}).status,
            0);
  const auto parent = file("first/model.safetensors");
  const auto second = run({"train", "attributes", "--threads", "1", "--run", file("second"), "--data",
                           file("faces"), "--steps", "2", "--batch-size", "2", "--attribute", "glasses",
                           "--from", parent, "--alignments", file("faces/alignments.csv")});
  EXPECT_EQ(second.status, 0) << second.err;
  EXPECT_EQ(readCard(file("second/model.json")).options.at("size").get<int>(), 64) << "the first one's";
  const auto wrong = train("attributes", "third", {"--attribute", "smile", "--from", parent});
  EXPECT_NE(wrong.status, 0);
  EXPECT_NE(wrong.err.find("attribute-glasses"), std::string::npos) << wrong.err;
}

TEST_F(TrainAttributes, KnowsItsAttributes) {
  const auto outcome = train("attributes", "run", {"--attribute", "hat"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("mouth_open"), std::string::npos) << outcome.err;
  EXPECT_FALSE(std::filesystem::exists(file("run")));
}

}  // namespace
}  // namespace pentimento::test
