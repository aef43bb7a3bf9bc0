// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "core/image/image_io.h"
#include "tests/app/program.h"
#include "tests/support/model_files.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_attributes.h"

namespace pentimento::test {
namespace {

namespace fs = std::filesystem;

/// Tiny models for glasses and smile beside the shipped ones for finding and parsing faces.
class AttributesCommand : public TemporaryFolderTest {
 protected:
  void SetUp() override {
    linkShippedModels(models(), {"parse", "position-map"});
    writeTinyAttribute(models(), Attribute::Glasses, 0.2);
    writeTinyAttribute(models(), Attribute::Smile, 0.1);
  }

  fs::path models() const { return file("models"); }
  static std::string astronaut() { return PENTIMENTO_SOURCE_DIR "/resources/samples/astronaut_nasa.jpg"; }
  std::string photoWithoutFaces() const {
    Photo photo;
    photo.image = Image(cv::Mat(120, 160, CV_8UC3, cv::Scalar(90, 140, 200)));
    writePhoto(file("empty.png"), photo);
    return file("empty.png");
  }

  Outcome attributes(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"attributes", "--threads", "1"});
    return runProgram(folder(), arguments, {"PENTIMENTO_MODELS=" + models().string()});
  }

  static constexpr int astronautX = 228, astronautY = 130;  // between her eyes and mouth
  static int redBetween(const Image& photo) { return photo.mat().at<cv::Vec3b>(astronautY, astronautX)[0]; }
};

TEST_F(AttributesCommand, ChangesTheFaceAndNothingElse) {
  const Image photo = readPhoto(astronaut()).image;
  const auto outcome = attributes({astronaut(), "--set", "glasses=-1", "--set", "smile=0.5", "-o",
                                   file("out.png"), "--residual", file("made/residual.png")});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  const Image result = readPhoto(file("out.png")).image;
  EXPECT_NEAR(redBetween(result), redBetween(photo) + (-0.1 + 0.05) * 255, 1);
  const cv::Rect below(0, 320, 512, 192);
  EXPECT_EQ(cv::norm(result.mat()(below), photo.mat()(below), cv::NORM_INF), 0);
  EXPECT_NE(readBytes(file("out.png")).find("Attributes changed (glasses -1, smile +0.5) with Pentimento"),
            std::string::npos);

  const Image residual = readPhoto(file("made/residual.png")).image;
  ASSERT_EQ(residual.mat().size(), photo.mat().size());
  EXPECT_NEAR(redBetween(residual), 128 - 0.05 * 255, 1);
  EXPECT_EQ(cv::norm(residual.mat()(below) - cv::Scalar::all(128), cv::NORM_INF), 0);
}

TEST_F(AttributesCommand, WhatChangesAWholeHeadEndsWithIt) {
  writeTinyAttribute(models(), Attribute::Male, 0.2);
  const Image photo = readPhoto(astronaut()).image;
  const cv::Rect background(152, 36, 6, 6);  // within the face's square
  const auto changed = [&](const char* setting) {
    const auto outcome = attributes({astronaut(), "--set", setting, "-o", file("out.png")});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    const Image result = readPhoto(file("out.png")).image;
    EXPECT_NEAR(redBetween(result), redBetween(photo) + 51, 1) << setting;
    return cv::norm(result.mat()(background), photo.mat()(background), cv::NORM_INF);
  };
  EXPECT_EQ(changed("male=1"), 0);
  EXPECT_GT(changed("glasses=1"), 20) << "frames may stand out";
}

TEST_F(AttributesCommand, StrengthsOfNothingGiveBackThePhotoBitForBit) {
  const auto outcome =
      attributes({astronaut(), "--set", "glasses=0", "--set", "beard=0", "-o", file("out.png")});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.err.find("set to 0"), std::string::npos);
  EXPECT_TRUE(samePixels(readPhoto(astronaut()).image, readPhoto(file("out.png")).image));
  EXPECT_EQ(readBytes(file("out.png")).find("compositeWithTrainedAlgorithmicMedia"), std::string::npos);
}

TEST_F(AttributesCommand, APhotoWithoutAFaceDoesNotStopTheOthers) {
  const auto outcome = attributes({photoWithoutFaces(), astronaut(), "--set", "glasses=1", "--face", "1",
                                   "-o", file("out"), "--residual", file("residuals")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err,
            "pentimento: " + photoWithoutFaces() + ": no face was found, so there is none to change\n");
  EXPECT_FALSE(fs::exists(file("out/empty.png")));
  EXPECT_TRUE(fs::exists(file("out/astronaut_nasa.jpg")));
  EXPECT_TRUE(fs::exists(file("residuals/astronaut_nasa.jpg")));
}

TEST_F(AttributesCommand, TakesAModelForOneOfThem) {
  const auto own = writeTinyAttribute(file("own"), Attribute::Smile, -0.2).string();
  const auto outcome = attributes(
      {astronaut(), "--set", "smile=1", "--set", "glasses=1", "--model", own, "-o", file("out.png")});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NEAR(redBetween(readPhoto(file("out.png")).image), redBetween(readPhoto(astronaut()).image), 1)
      << "what glasses add, this smile takes away";
  const auto foreign = attributes({astronaut(), "--set", "glasses=1", "--model", own, "-o", file("out.png")});
  EXPECT_EQ(foreign.status, 1);
  EXPECT_NE(foreign.err.find(own + ": is a model for attribute-smile"), std::string::npos) << foreign.err;
}

TEST_F(AttributesCommand, AWrongCommandLineSaysWhatWouldBeRight) {
  const auto refuses = [&](const std::vector<std::string>& settings, const std::string& part) {
    std::vector<std::string> arguments = {astronaut(), "-o", file("out.png")};
    arguments.insert(arguments.end(), settings.begin(), settings.end());
    const auto outcome = attributes(arguments);
    EXPECT_EQ(outcome.status, 2) << outcome.err;
    EXPECT_NE(outcome.err.find(part), std::string::npos) << outcome.err;
  };
  refuses({}, "--set");
  refuses({"--set", "hat=1"},
          "'hat' is no attribute; there are glasses, beard, smile, mouth_open, young, male");
  for (const char* setting :
       {"glasses", "glasses=", "glasses=much", "glasses=1.6", "glasses=-1.51", "glasses=nan"})
    refuses({"--set", setting},
            std::string("'") + setting + "' is no NAME=VALUE with a value from -1.5 to 1.5");
  refuses({"--set", "glasses=1", "--face", "some"}, "--face");
  EXPECT_FALSE(fs::exists(file("out.png")));
}

TEST_F(AttributesCommand, BadInputGetsOneLineThatNamesIt) {
  const auto fails = [&](const std::vector<std::string>& arguments, const std::string& part) {
    const auto outcome = attributes(arguments);
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(linesOf(outcome.err).size(), 1u) << outcome.err;
    EXPECT_NE(outcome.err.find(part), std::string::npos) << outcome.err;
  };
  const std::string out = file("out.png");
  fails({astronaut(), "--set", "beard=1", "-o", out}, "no model for attribute-beard");
  fails({astronaut(), "--set", "glasses=1", "--face", "2", "-o", out}, "no face 2");
  fails({astronaut(), "--set", "glasses=1", "-o", out, "--residual", out}, "overwrite the result " + out);
  const auto empty = photoWithoutFaces();
  fails({empty, "--set", "glasses=1", "-o", out, "--residual", empty}, "overwrite the photo " + empty);
  const auto damaged = models() / "attribute-glasses.safetensors";
  writeBytes(damaged, readBytes(damaged).substr(0, 5000));
  fails({astronaut(), "--set", "glasses=1", "-o", out}, damaged.string() + ": ");
  EXPECT_FALSE(fs::exists(out));
}

}  // namespace
}  // namespace pentimento::test
