// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "core/image/image_io.h"
#include "tests/app/child.h"
#include "tests/app/program.h"
#include "tests/support/model_files.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_makeup.h"

namespace pentimento::test {
namespace {

namespace fs = std::filesystem;

/// A tiny generator that adds 0.2 red everywhere, beside the shipped models for finding, parsing and
/// unwrapping.
class MakeupCommand : public TemporaryFolderTest {
 protected:
  void SetUp() override {
    linkShippedModels(models(), {"parse", "position-map"});
    writeTinyMakeup(models(), {{0.2, 0, 0}});
  }

  fs::path models() const { return file("models"); }
  static std::string astronaut() { return PENTIMENTO_SOURCE_DIR "/resources/samples/astronaut_nasa.jpg"; }
  std::string photoWithoutFaces() const {
    Photo photo;
    photo.image = Image(cv::Mat(120, 160, CV_8UC3, cv::Scalar(90, 140, 200)));
    writePhoto(file("empty.png"), photo);
    return file("empty.png");
  }

  Outcome makeup(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"makeup", "--threads", "1"});
    return runProgram(folder(), arguments, {"PENTIMENTO_MODELS=" + models().string()});
  }
  Outcome madeUp(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {astronaut(), "--reference", astronaut(), "-o", file("out.png")});
    return makeup(more);
  }
  /// What the result has more of than the photo on her right cheek: R, G, B.
  cv::Scalar addedToCheek() const {
    const cv::Rect cheek(196, 132, 6, 6);  // clear of the eyes' soft edge
    return cv::mean(readPhoto(file("out.png")).image.mat()(cheek)) -
           cv::mean(readPhoto(astronaut()).image.mat()(cheek));
  }
};

TEST_F(MakeupCommand, ChangesTheFaceAndNothingElse) {
  const auto outcome = madeUp({"--shade", "0.5"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  const Image photo = readPhoto(astronaut()).image, result = readPhoto(file("out.png")).image;
  EXPECT_NEAR(addedToCheek()[0], 0.1 * 255, 3);
  EXPECT_NEAR(addedToCheek()[1], 0, 2);
  const cv::Rect below(0, 320, 512, 192);
  EXPECT_EQ(cv::norm(result.mat()(below), photo.mat()(below), cv::NORM_INF), 0);
  EXPECT_NE(
      readBytes(file("out.png")).find("Make-up put on (shade 0.5, lips 1, eyes 1, brows 1, skin 1) with"),
      std::string::npos);
  EXPECT_NE(readBytes(file("out.png")).find("compositeWithTrainedAlgorithmicMedia"), std::string::npos);
}

TEST_F(MakeupCommand, RegionsNotNamedAreMadeUpWholly) {
  ASSERT_EQ(madeUp({"--region", "lips=0,eyes=0", "--region", "brows=0"}).status, 0);
  EXPECT_NEAR(addedToCheek()[0], 0.2 * 255, 5);
  ASSERT_EQ(madeUp({"--region", "skin=0"}).status, 0);
  EXPECT_NEAR(addedToCheek()[0], 0, 0.5);
}

TEST_F(MakeupCommand, ShadesOfNothingGiveBackThePhotoBitForBit) {
  for (const std::vector<std::string>& nothing :
       {std::vector<std::string>{"--shade", "0"},
        std::vector<std::string>{"--region", "lips=0,eyes=0,brows=0,skin=0"}}) {
    const auto outcome = madeUp(nothing);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.err.find("shade is 0"), std::string::npos);
    EXPECT_TRUE(samePixels(readPhoto(astronaut()).image, readPhoto(file("out.png")).image));
    EXPECT_EQ(readBytes(file("out.png")).find("compositeWithTrainedAlgorithmicMedia"), std::string::npos);
  }
}

TEST_F(MakeupCommand, APhotoWithoutAFaceDoesNotStopTheOthers) {
  const auto outcome = makeup({photoWithoutFaces(), astronaut(), "--reference", astronaut(),
                               "--reference-face", "1", "--face", "1", "-o", file("out")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err,
            "pentimento: " + photoWithoutFaces() + ": no face was found, so there is none to make up\n");
  EXPECT_FALSE(fs::exists(file("out/empty.png")));
  EXPECT_TRUE(fs::exists(file("out/astronaut_nasa.jpg")));
}

TEST_F(MakeupCommand, AWrongCommandLineSaysWhatWouldBeRight) {
  const auto refuses = [&](const std::vector<std::string>& settings, const std::string& part) {
    const auto outcome = madeUp(settings);
    EXPECT_EQ(outcome.status, 2) << outcome.err;
    EXPECT_NE(outcome.err.find(part), std::string::npos) << outcome.err;
  };
  refuses({"--region", "nose=1"}, "'nose' is no region: there are lips, eyes, brows, skin");
  for (const char* setting : {"lips", "lips=", "lips=much", "lips=1.1", "lips=-0.1", "lips=nan"})
    refuses({"--region", setting},
            std::string("'") + setting + "' is no NAME=VALUE with a value from 0 to 1");
  for (const char* shade : {"1.6", "-0.1", "nan"}) refuses({"--shade", shade}, "not from 0 to 1.5");
  refuses({"--shade", "much"}, "--shade");
  refuses({"--face", "some"}, "--face");
  refuses({"--reference-face", "0"}, "--reference-face");
  const auto outcome = makeup({astronaut(), "-o", file("out.png")});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("--reference"), std::string::npos);
  EXPECT_FALSE(fs::exists(file("out.png")));
}

TEST_F(MakeupCommand, BadInputGetsOneLineThatNamesIt) {
  const auto fails = [&](const std::string& reference, const std::vector<std::string>& more,
                         const std::string& message) {
    std::vector<std::string> arguments{astronaut(), "--reference", reference, "-o", file("out.png")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto outcome = makeup(arguments);
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(linesOf(outcome.err).size(), 1u) << outcome.err;
    EXPECT_NE(outcome.err.find("pentimento: " + message), std::string::npos) << outcome.err;
  };
  const auto empty = photoWithoutFaces();
  fails(empty, {}, empty + ": no face was found, so there is none to take make-up from");
  fails(file("none.jpg"), {}, file("none.jpg").string() + ": ");
  fails(astronaut(), {"--reference-face", "2"}, astronaut() + ": has 1 face, so there is no face 2");
  fails(astronaut(), {"--face", "2"}, astronaut() + ": has 1 face, so there is no face 2");
  const auto copy = file("reference.jpg");
  fs::copy_file(astronaut(), copy);
  const auto outcome = makeup({astronaut(), "--reference", copy, "-o", copy});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.err.find("overwrite the reference " + copy.string()), std::string::npos) << outcome.err;
  EXPECT_EQ(readBytes(copy), readBytes(astronaut()));
  const std::string parser = models() / "parse.safetensors";
  fails(astronaut(), {"--model", parser}, parser + ": is a model for parse, not for makeup");
  const std::string damaged = models() / "makeup.safetensors";
  writeBytes(damaged, readBytes(damaged).substr(0, 3000));
  fails(astronaut(), {}, damaged + ": ");
  fs::remove(damaged);
  fs::remove(models() / "makeup.json");
  fails(astronaut(), {}, "no model for makeup in ");
  EXPECT_FALSE(fs::exists(file("out.png")));
}

TEST_F(MakeupCommand, TrainingStopsWhileItStillUnwraps) {
  constexpr int photos = 40;
  for (int i = 0; i < photos; ++i) {
    fs::create_directories(file("photos"));
    fs::create_symlink(astronaut(), file("photos") / (std::to_string(i) + ".jpg"));
  }
  Child child(folder(),
              {"train", "makeup", "--data", file("photos"), "--run", file("run"), "--textures",
               file("textures"), "--threads", "1", "--without-irm", "--vgg", "none"},
              {"PENTIMENTO_MODELS=" + models().string()});
  double fraction = 0;
  while (fraction == 0) {
    const auto line = child.readLine();
    ASSERT_TRUE(line);
    const auto said = nlohmann::json::parse(*line);
    ASSERT_EQ(said.at("event"), "preparing");
    EXPECT_EQ(said.at("what"), "unwrapping faces");
    fraction = said.at("fraction");
  }
  child.kill(SIGINT);
  EXPECT_EQ(child.wait(), 1);
  const auto made = std::distance(fs::directory_iterator(file("textures") / "photos"), {});
  EXPECT_GE(made, 1) << "what was made is kept";
  EXPECT_LT(made, photos);
  EXPECT_FALSE(fs::exists(file("run") / "checkpoints"));
}

}  // namespace
}  // namespace pentimento::test
