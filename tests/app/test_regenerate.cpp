// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "core/face/label_map.h"
#include "core/image/image_io.h"
#include "core/image/indexed_png.h"
#include "tests/app/program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_generator.h"

namespace pentimento::test {
namespace {

/// An untrained generator, and the shipped models for finding and parsing faces.
class RegenerateCommand : public TemporaryFolderTest {
 protected:
  void SetUp() override { model_ = writeTinyGenerator(folder(), "tiny").string(); }

  static std::string astronaut() { return PENTIMENTO_SOURCE_DIR "/resources/samples/astronaut_nasa.jpg"; }
  static std::string stranger() { return PENTIMENTO_SOURCE_DIR "/tests/data/faces/tpdne_1.jpg"; }

  Outcome regenerate(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"regenerate", "--threads", "1", "--model", model_});
    return runProgram(folder(), arguments);
  }
  std::string parsedMask() const {
    const auto outcome =
        runProgram(folder(), {"analyse", "--threads", "1", astronaut(), "--mask", file("parsed.png")});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return file("parsed.png");
  }
  /// The parsed mask with a hat on the hair.
  std::string maskWithHat() const {
    Image mask = readLabelMap(parsedMask());
    cv::circle(mask.mat(), {225, 70}, 20, static_cast<int>(FaceClass::Hat), cv::FILLED);
    writeLabelMap(file("hat.png"), mask);
    return file("hat.png");
  }
  std::string photoWithoutFaces() const {
    Photo photo;
    photo.image = Image(cv::Mat(120, 160, CV_8UC3, cv::Scalar(90, 140, 200)));
    writePhoto(file("empty.png"), photo);
    return file("empty.png");
  }
  std::string maskOf(int width, int height, int label) const {
    cv::Mat values(height, width, CV_8U, cv::Scalar(label));
    // Written without writeLabelMap, which refuses what is no class.
    std::vector<std::array<std::uint8_t, 3>> palette(32);
    const auto bytes = encodeIndexedPng(values, palette, "odd.png");
    writeBytes(file("odd.png"), std::string(bytes.begin(), bytes.end()));
    return file("odd.png");
  }

  std::string model_;
};

TEST_F(RegenerateCommand, AnUnchangedMaskGivesBackThePhotoBitForBit) {
  const auto outcome = regenerate({astronaut(), "--mask", parsedMask(), "-o", file("out.png")});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.err.find("no face has a painted change"), std::string::npos);
  const Image photo = readPhoto(astronaut()).image, result = readPhoto(file("out.png")).image;
  EXPECT_EQ(cv::norm(photo.mat(), result.mat(), cv::NORM_INF), 0);
}

TEST_F(RegenerateCommand, ReplacesThePaintedChangeAlone) {
  const auto mask = maskWithHat();
  const Image photo = readPhoto(astronaut()).image;
  for (const auto& more :
       std::vector<std::vector<std::string>>{{}, {"--face", "1"}, {"--style", stranger()}}) {
    std::vector<std::string> arguments = {astronaut(), "--mask", mask, "-o", file("out.png")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto outcome = regenerate(arguments);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    cv::Mat changed;
    cv::absdiff(photo.mat(), readPhoto(file("out.png")).image.mat(), changed);
    EXPECT_GT(cv::norm(changed(cv::Rect(215, 60, 20, 20)), cv::NORM_INF), 0);
    changed(cv::Rect(190, 35, 70, 70)).setTo(0);
    EXPECT_EQ(cv::norm(changed, cv::NORM_INF), 0) << "away from the hat";
  }
  EXPECT_NE(readBytes(file("out.png")).find("Regenerated with Pentimento"), std::string::npos);
}

TEST_F(RegenerateCommand, TheWholeFaceNeedsNoPaint) {
  const auto outcome =
      regenerate({astronaut(), "--mask", parsedMask(), "-o", file("out.png"), "--whole-face", "--json"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(nlohmann::json::parse(outcome.out)["width"], 512);
  const Image photo = readPhoto(astronaut()).image, result = readPhoto(file("out.png")).image;
  EXPECT_GT(
      cv::norm(photo.mat()(cv::Rect(190, 90, 60, 60)), result.mat()(cv::Rect(190, 90, 60, 60)), cv::NORM_INF),
      0);
}

TEST_F(RegenerateCommand, BadInputGetsOneLineThatNamesIt) {
  writeBytes(file("text.png"), "no mask");
  const auto empty = photoWithoutFaces();
  const auto fails = [&](const std::vector<std::string>& arguments, const std::string& first,
                         const std::string& part) {
    const auto outcome = regenerate(arguments);
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(linesOf(outcome.err).size(), 1u) << outcome.err;
    EXPECT_TRUE(outcome.err.starts_with("pentimento: " + first + ": ")) << outcome.err;
    EXPECT_NE(outcome.err.find(part), std::string::npos) << outcome.err;
  };
  const std::string out = file("out.png");
  fails({empty, "--mask", maskOf(160, 120, 1), "-o", out}, empty, "no face was found");
  fails({empty, "--mask", maskOf(160, 100, 1), "-o", out}, empty, file("odd.png").string() + " 160 x 100");
  fails({empty, "--mask", maskOf(160, 120, 19), "-o", out}, file("odd.png"), "value 19");
  fails({empty, "--mask", file("text.png"), "-o", out}, file("text.png"), "not a PNG");
  fails({empty, "--mask", maskOf(160, 120, 1), "-o", out, "--style", empty}, empty, "no style to lend");
  fails({astronaut(), "--mask", maskOf(512, 512, 1), "-o", out, "--face", "2"}, astronaut(), "no face 2");
  fails({empty, "--mask", maskOf(160, 120, 1), "-o", file("odd.png")}, empty, "overwrite");
  EXPECT_FALSE(std::filesystem::exists(out));
  EXPECT_EQ(regenerate({empty, "-o", out}).status, 2) << "without a mask";
  EXPECT_EQ(regenerate({folder().string(), "--mask", file("odd.png"), "-o", out}).status, 2) << "a folder";
  EXPECT_EQ(regenerate({empty, "--mask", file("odd.png"), "-o", out, "--face", "some"}).status, 2);
}

}  // namespace
}  // namespace pentimento::test
