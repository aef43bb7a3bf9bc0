// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/parse_recipe.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/training/parse_measures.h"
#include "core/training/reference_parser.h"
#include "core/training/trainer.h"
#include "tests/support/errors.h"
#include "tests/support/made_faces.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

class ParseRecipeTest : public test::TemporaryFolderTest {
 protected:
  void SetUp() override {
    at::set_num_threads(1);  // sums in one order: results are compared bit for bit
    test::writeFaces(folder() / "data", 6);
    options_.sources = {{file("data"), 1}};
    options_.network.baseChannels = 8;
    options_.dataset.size = options_.validationSize = 64;
    options_.rate = 3e-3;
    options_.samplePictures = 2;
  }
  std::unique_ptr<ParseRecipe> recipe(std::int64_t batchSize = 4) {
    Compute compute;
    compute.device = "cpu";
    return std::make_unique<ParseRecipe>(options_, batchSize, 1, compute);
  }
  TrainingOptions training(const std::string& run, std::int64_t steps) {
    TrainingOptions options;
    options.run = file(run);
    options.steps = steps;
    options.batchSize = 4;
    options.sampleEvery = steps;
    options.checkpointEvery = steps / 2;
    return options;
  }
  ParseRecipeOptions options_;
};

TEST_F(ParseRecipeTest, LearnsAHandfulOfFaces) {
  auto options = training("run", 120);
  options.averageDecay = 0.9;
  const auto one = recipe();
  const double before = one->validate().at("mean_f1");
  train(*one, options, false, {});
  const auto after = one->validate();
  EXPECT_GT(after.at("pixel_accuracy").get<double>(), 0.9);
  EXPECT_GT(after.at("mean_f1").get<double>(), before + 0.4);
  EXPECT_GT(after.at("f1").at("left_eye").get<double>(), 0.4) << "left and right are told apart";
  EXPECT_NEAR(after.at("score").get<double>(),
              2 - after.at("pixel_accuracy").get<double>() - after.at("mean_f1").get<double>(), 1e-9);
  const auto sheet = one->samples();  // two faces in a row: picture, truth, result
  EXPECT_EQ(sheet.width(), 2 * 3 * 64);
  EXPECT_EQ(sheet.height(), 64);
}

TEST_F(ParseRecipeTest, AResumedRunEqualsAnUninterruptedOneBitForBit) {
  train(*recipe(), training("whole", 6), false, {});
  std::stop_source stop;
  const auto stopAtCheckpoint = [&](const nlohmann::json& line) {
    if (line["event"] == "checkpoint") stop.request_stop();
  };
  EXPECT_EQ(train(*recipe(), training("parts", 6), false, stop.get_token(), stopAtCheckpoint),
            TrainingEnd::Stopped);
  EXPECT_EQ(train(*recipe(), training("parts", 6), true, {}), TrainingEnd::Finished);
  const auto whole = readSafetensors(file("whole/model.safetensors")),
             parts = readSafetensors(file("parts/model.safetensors"));
  ASSERT_GT(whole.tensors.size(), 50U);
  for (const auto& [name, tensor] : whole.tensors)
    EXPECT_TRUE(test::isIdentical(parts.tensors.at(name), tensor)) << name;
}

TEST_F(ParseRecipeTest, ItsConfigurationMakesTheSameRecipe) {
  options_.mining.easy = 0.6;
  options_.dataset.maximumRotation = 11;
  options_.dataset.backdropShare = 0.2;
  options_.dataset.clothShare = 0.1;
  options_.dataset.necklaceShare = 0.3;
  options_.dataset.backdrops = {{file("data/images"), 2}};
  options_.repeatThreshold = 0.25;
  options_.classWeights.assign(19, 1.5);
  const auto configuration = recipe()->configuration();
  const auto again = configuration.get<ParseRecipeOptions>();
  EXPECT_EQ(nlohmann::json(again), configuration);
  EXPECT_EQ(again.dataset.maximumRotation, 11);
  EXPECT_EQ(again.classWeights, options_.classWeights);
  auto older = configuration;
  older.erase("repeat_threshold");
  older.erase("class_weights");
  for (const char* name : {"backdrop_share", "cloth_share", "necklace_share", "backdrops"}) older.erase(name);
  EXPECT_EQ(older.get<ParseRecipeOptions>().repeatThreshold, 0);
  EXPECT_EQ(older.get<ParseRecipeOptions>().dataset.backdropShare, 0);
}

TEST_F(ParseRecipeTest, ClassWeightsWeighTheLosses) {
  const auto losses = [&](double weight) {
    options_.classWeights.assign(19, weight);
    const auto one = recipe();
    one->begin(0);
    torch::manual_seed(5);
    return one->step(0);
  };
  const auto once = losses(1), twice = losses(2);
  ASSERT_EQ(twice.size(), once.size());
  for (std::size_t i = 0; i < once.size(); ++i) EXPECT_NEAR(twice[i].second, 2 * once[i].second, 1e-5);
}

TEST_F(ParseRecipeTest, SaysWhatIsWrong) {
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "batch_size", [&] { recipe(1); }));
  options_.classWeights = {1, 2};
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "class_weights", [&] { recipe(); }));
  options_.classWeights.clear();
  options_.repeatThreshold = 1.5;
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "repeat_threshold", [&] { recipe(); }));
  options_.repeatThreshold = 0;
  options_.dataset.size = 65;
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "size", [&] { recipe(); }));
}

TEST(ParseMeasures, CountsAsDefined) {
  ParseMeasures measures;
  const cv::Mat truth = (cv::Mat_<std::uint8_t>(2, 4) << 1, 1, 1, 1, 2, 2, 0, 0);
  const cv::Mat found = (cv::Mat_<std::uint8_t>(2, 4) << 1, 1, 1, 2, 2, 3, 0, 0);
  measures.add(found, truth);
  EXPECT_DOUBLE_EQ(measures.pixelAccuracy(), 6.0 / 8);
  EXPECT_DOUBLE_EQ(measures.f1(FaceClass::Skin), 2.0 * 3 / (3 + 4));
  EXPECT_DOUBLE_EQ(measures.f1(FaceClass::Nose), 2.0 * 1 / (2 + 2));
  EXPECT_FALSE(measures.present(FaceClass::Glasses)) << "found, but not true";
  EXPECT_DOUBLE_EQ(measures.meanF1(), (1 + 6.0 / 7 + 0.5) / 3);
  EXPECT_EQ(measures.json().at("f1").size(), 3U);
  EXPECT_TRUE(
      test::throwsError(ErrorKind::InvalidArgument, "same size", [&] { measures.add(found, truth.row(0)); }));
}

TEST(ReferenceParser, LeftAndRightComeApartAtTheNose) {
  const auto id = [](FaceClass one) { return static_cast<std::uint8_t>(one); };
  cv::Mat labels = cv::Mat::zeros(3, 9, CV_8U);
  labels.row(0).setTo(id(FaceClass::LeftBrow));
  labels.at<std::uint8_t>(1, 3) = id(FaceClass::Nose);
  labels.at<std::uint8_t>(2, 0) = id(FaceClass::LeftEye);
  labels.at<std::uint8_t>(2, 8) = id(FaceClass::RightEye);
  const auto apart = leftAndRightApart(Image(labels)).mat();
  for (int x = 0; x < 9; ++x)
    EXPECT_EQ(apart.at<std::uint8_t>(0, x), id(x > 3 ? FaceClass::LeftBrow : FaceClass::RightBrow)) << x;
  EXPECT_EQ(apart.at<std::uint8_t>(2, 0), id(FaceClass::RightEye));
  EXPECT_EQ(apart.at<std::uint8_t>(2, 8), id(FaceClass::LeftEye));
  EXPECT_EQ(apart.at<std::uint8_t>(1, 3), id(FaceClass::Nose));
}

TEST(ReferenceParser, NamesAFileThatIsNone) {
  const test::TemporaryFolder folder;
  test::writeBytes(folder / "no.pt", "nothing");
  EXPECT_TRUE(
      test::throwsError(ErrorKind::Unreadable, "no.pt", [&] { ReferenceParser parser(folder / "no.pt"); }));
  EXPECT_TRUE(
      test::throwsError(ErrorKind::NotFound, "none.pt", [&] { ReferenceParser parser(folder / "none.pt"); }));
}

}  // namespace
}  // namespace pentimento
