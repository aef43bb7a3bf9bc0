// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/image/colour.h"
#include "tests/app/program_test.h"

namespace pentimento::test {

namespace {

class Colourise : public ProgramTest {
 protected:
  static cv::Mat labOf(const std::filesystem::path& path) { return labFromRgb(readPhoto(path).image).mat(); }
  /// Mean distance from grey.
  static double chromaOf(const std::filesystem::path& path) {
    const auto mean = cv::mean(labOf(path));
    return std::hypot(mean[1], mean[2]);
  }
};

TEST_F(Colourise, AddsTheNetworksColourAndKeepsLightness) {
  const auto in = addPhoto("in.png"), out = file("out.png");
  const auto outcome = colourise({in, "-o", out});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  EXPECT_TRUE(outcome.out.starts_with(in.string() + " -> " + out.string())) << outcome.out;
  const auto before = labOf(in), after = labOf(out);
  ASSERT_EQ(before.size(), after.size());
  for (int x = 0; x < before.cols; ++x) {
    const auto expected = before.at<cv::Vec3f>(16, x), actual = after.at<cv::Vec3f>(16, x);
    EXPECT_NEAR(actual[0], expected[0], 0.3) << "L at column " << x;
    EXPECT_NEAR(actual[1], constantA, 1) << "a at column " << x;
    EXPECT_NEAR(actual[2], constantB, 1) << "b at column " << x;
  }
}

TEST_F(Colourise, SaturationScalesTheColour) {
  const auto in = addPhoto("in.png");
  ASSERT_EQ(colourise({in, "-o", file("none.png"), "--saturation", "0"}).status, 0);
  ASSERT_EQ(colourise({in, "-o", file("half.png"), "--saturation", "0.5"}).status, 0);
  EXPECT_NEAR(chromaOf(file("none.png")), 0, 0.1);
  EXPECT_NEAR(chromaOf(file("half.png")), std::hypot(constantA, constantB) / 2, 1);
}

TEST_F(Colourise, JsonNamesEachResult) {
  const auto outcome = colourise({"--json", addPhoto("a.png"), addPhoto("b.png", 20, 60), "-o", file("out")});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto lines = linesOf(outcome.out);
  ASSERT_EQ(lines.size(), 2u);
  const auto json = nlohmann::json::parse(lines[1]);
  EXPECT_EQ(json.at("output"), file("out/b.png").string());
  EXPECT_EQ(json.at("width"), 20);
  EXPECT_EQ(json.at("height"), 60);
  EXPECT_GT(json.at("seconds").get<double>(), 0);
}

TEST_F(Colourise, BadPhotosGiveOneLineEachAndTheRestGoesOn) {
  const auto good = addPhoto("in/good.jpg"), cut = addPhoto("in/cut.jpg", 200, 200);
  writeBytes(cut, readBytes(cut).substr(0, 900));
  writeBytes(file("in/text.jpg"), "this is no image");
  const auto outcome = colourise({file("in"), file("missing.png"), "-o", file("out")});
  EXPECT_EQ(outcome.status, 1);
  const auto lines = linesOf(outcome.err);
  ASSERT_EQ(lines.size(), 3u) << outcome.err;
  EXPECT_TRUE(lines[0].starts_with("pentimento: " + cut.string() + ": ")) << lines[0];
  EXPECT_TRUE(lines[1].starts_with("pentimento: " + file("in/text.jpg").string() + ": ")) << lines[1];
  EXPECT_TRUE(lines[2].starts_with("pentimento: " + file("missing.png").string() + ": ")) << lines[2];
  EXPECT_GT(chromaOf(file("out/good.jpg")), 20);
  EXPECT_FALSE(std::filesystem::exists(file("out/cut.jpg")));
}

TEST_F(Colourise, NeverOverwritesAnInput) {
  const auto in = addPhoto("in.png");
  const auto before = readBytes(in);
  for (const auto& output : {in, folder()}) {
    const auto outcome = colourise({in, "-o", output});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_NE(outcome.err.find("would overwrite the photo"), std::string::npos) << outcome.err;
  }
  EXPECT_EQ(readBytes(in), before);
}

TEST_F(Colourise, AFormatThatIsNotWrittenIsRefusedByName) {
  const auto outcome = colourise({addPhoto("in.png"), "-o", file("out.gif")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.err.find("out.gif"), std::string::npos) << outcome.err;
  EXPECT_FALSE(std::filesystem::exists(file("out.gif")));
}

TEST_F(Colourise, SixteenBitsStaySixteen) {
  const auto in = addPhoto("in.tif", 48, 32, CV_16UC3);
  ASSERT_EQ(colourise({in, "-o", file("out.tif")}).status, 0);
  EXPECT_EQ(readPhoto(file("out.tif")).image.depth(), PixelDepth::U16);
}

TEST_F(Colourise, TheResultSaysWhatWasDoneUnlessStripped) {
  const auto in = addPhoto("in.jpg");
  ASSERT_EQ(colourise({in, "-o", file("kept.jpg")}).status, 0);
  ASSERT_EQ(colourise({in, "-o", file("stripped.jpg"), "--strip-metadata"}).status, 0);
  const auto kept = readPhoto(file("kept.jpg")).metadata.xmp,
             stripped = readPhoto(file("stripped.jpg")).metadata.xmp;
  EXPECT_NE(kept.find("compositeWithTrainedAlgorithmicMedia"), std::string::npos) << kept;
  EXPECT_NE(kept.find("Colourised with Pentimento"), std::string::npos) << kept;
  EXPECT_EQ(stripped.find("Colourised with Pentimento"), std::string::npos) << stripped;
}

TEST_F(Colourise, QualityDecidesTheSize) {
  const auto in = addPhoto("in.png", 300, 300);
  ASSERT_EQ(colourise({in, "-o", file("poor.jpg"), "--quality", "5"}).status, 0);
  ASSERT_EQ(colourise({in, "-o", file("fine.jpg"), "--quality", "100"}).status, 0);
  EXPECT_LT(std::filesystem::file_size(file("poor.jpg")), std::filesystem::file_size(file("fine.jpg")));
}

TEST_F(Colourise, AHintReachesTheNetwork) {
  writeTinyModel(file("models"), "random", /*constant=*/false);
  const auto in = addPhoto("in.png");
  writeBytes(file("hints.json"), R"([{"x": 24, "y": 16, "rgb": [220, 40, 40]}])");
  const auto plain = colourise({in, "-o", file("plain.png"), "--model", "random"});
  ASSERT_EQ(plain.status, 0) << plain.err;
  ASSERT_EQ(
      colourise({in, "-o", file("hinted.png"), "--model", "random", "--hints", file("hints.json")}).status,
      0);
  EXPECT_GT(cv::norm(labOf(file("plain.png")), labOf(file("hinted.png")), cv::NORM_INF), 1);
}

TEST_F(Colourise, AHintOutsideThePhotoIsRefusedByNumber) {
  const auto in = addPhoto("in.png");
  writeBytes(file("hints.json"),
             R"([{"x": 1, "y": 1, "rgb": [1, 2, 3]}, {"x": 48, "y": 1, "rgb": [1, 2, 3]}])");
  const auto outcome = colourise({in, "-o", file("out.png"), "--hints", file("hints.json")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_TRUE(outcome.err.starts_with("pentimento: " + in.string() + ": hint 2 ")) << outcome.err;
  EXPECT_FALSE(std::filesystem::exists(file("out.png")));
}

TEST_F(Colourise, DamagedHintsAreRefusedByFile) {
  const auto in = addPhoto("in.png");
  for (const char* text :
       {"", "{", "{}", "[1]", R"([{"x": 1, "y": 1}])", R"([{"x": 1, "y": 1, "rgb": [1, 2, 256]}])"}) {
    writeBytes(file("hints.json"), text);
    const auto outcome = colourise({in, "-o", file("out.png"), "--hints", file("hints.json")});
    EXPECT_EQ(outcome.status, 1) << text;
    EXPECT_EQ(linesOf(outcome.err).size(), 1u) << outcome.err;
    EXPECT_NE(outcome.err.find("hints.json"), std::string::npos) << outcome.err;
  }
  EXPECT_EQ(colourise({in, "-o", file("out.png"), "--hints", file("none.json")}).status, 1);
}

TEST_F(Colourise, ADamagedOrMissingModelIsSaid) {
  const auto in = addPhoto("in.png"), weights = file("models/colourise.safetensors");
  auto bytes = readBytes(weights);
  bytes[bytes.size() / 2] ^= 1;
  writeBytes(weights, bytes);
  const auto damaged = colourise({in, "-o", file("out.png")});
  EXPECT_EQ(damaged.status, 1);
  EXPECT_NE(damaged.err.find("colourise.safetensors"), std::string::npos) << damaged.err;
  EXPECT_EQ(linesOf(damaged.err).size(), 1u) << damaged.err;

  const auto unknown = colourise({in, "-o", file("out.png"), "--model", "nobody"});
  EXPECT_EQ(unknown.status, 1);
  EXPECT_NE(unknown.err.find("nobody"), std::string::npos) << unknown.err;
}

TEST_F(Colourise, SeveralPhotosOnATerminalShowABar) {
  const auto model = file("models/colourise.safetensors").string();
  const auto outcome = runProgramOnTerminal(
      folder(), {"colourise", addPhoto("a.png"), addPhoto("b.png"), "-o", file("out"), "--model", model});
  EXPECT_EQ(outcome.status, 0) << outcome.out;
  EXPECT_NE(outcome.out.find("] 0 of 2"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("2 of 2 photos written"), std::string::npos) << outcome.out;

  const auto one =
      runProgramOnTerminal(folder(), {"colourise", file("a.png"), "-o", file("one.png"), "--model", model});
  EXPECT_EQ(one.out.find("0 of 1"), std::string::npos) << one.out;
}

}  // namespace

}  // namespace pentimento::test
