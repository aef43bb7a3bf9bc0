// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "core/face/label_map.h"
#include "core/image/image_io.h"
#include "tests/app/program.h"
#include "tests/support/temporary_folder.h"

namespace pentimento::test {
namespace {

/// With the shipped models, as a user has them.
class Analyse : public TemporaryFolderTest {
 protected:
  Outcome analyse(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"analyse", "--threads", "1"});
    return runProgram(folder(), arguments);
  }
  static std::string astronaut() { return PENTIMENTO_SOURCE_DIR "/resources/samples/astronaut_nasa.jpg"; }
  std::string empty() const {
    Photo photo;
    photo.image = Image(cv::Mat(120, 160, CV_8UC3, cv::Scalar(90, 140, 200)));
    writePhoto(file("empty.png"), photo);
    return file("empty.png");
  }
};

TEST_F(Analyse, TellsEverythingAsJson) {
  const auto outcome = analyse({astronaut(), "--json"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto json = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(json["width"], 512);
  ASSERT_EQ(json["faces"].size(), 1u);
  const auto& face = json["faces"][0];
  EXPECT_NEAR(face["box"]["x"].get<double>(), 184, 15);
  EXPECT_NEAR(face["box"]["width"].get<double>(), 90, 20);
  EXPECT_EQ(face["landmarks"].size(), 68u);
  EXPECT_NEAR(face["landmarks"][8][1].get<double>(), 178, 6) << "the chin";
  EXPECT_LT(std::abs(face["pose"]["yaw"].get<double>()), 25);
  EXPECT_LT(std::abs(face["pose"]["roll"].get<double>()), 8);
  EXPECT_GT(face["areas"]["skin"].get<double>(), 0.1);
  EXPECT_GT(face["areas"]["hair"].get<double>(), 0.1);
  EXPECT_EQ(face["alignment"].size(), 4u);
  EXPECT_GT(json["timings"]["detect"].get<double>(), 0);
}

TEST_F(Analyse, WritesMaskCropTextureAndOverlay) {
  const std::string mask = file("mask.png"), crop = file("crop.png"), uv = file("uv.png"),
                    overlay = file("o.jpg");
  const auto outcome =
      analyse({astronaut(), "--mask", mask, "--crop", crop, "--uv", uv, "--overlay", overlay, "--face", "1"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const Image labels = readLabelMap(mask, 512, 512);
  EXPECT_EQ(labels.mat().at<std::uint8_t>(500, 30), 0) << "far from the face";
  EXPECT_EQ(labels.mat().at<std::uint8_t>(70, 225), static_cast<int>(FaceClass::Hair));
  EXPECT_EQ(labels.mat().at<std::uint8_t>(125, 195), static_cast<int>(FaceClass::Skin));
  EXPECT_EQ(readPhoto(crop).image.width(), 256);
  EXPECT_EQ(readPhoto(uv).image.width(), 256);
  EXPECT_EQ(readPhoto(overlay).image.width(), 512);
}

TEST_F(Analyse, NoFaceIsNoErrorUnlessOneIsWanted) {
  const auto list = analyse({empty(), "--json"});
  ASSERT_EQ(list.status, 0) << list.err;
  EXPECT_TRUE(nlohmann::json::parse(list.out)["faces"].empty());
  EXPECT_NE(analyse({empty()}).out.find("no faces"), std::string::npos);
  for (const char* option : {"--mask", "--crop", "--uv"}) {
    const auto outcome = analyse({empty(), option, file("out.png")});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err, "pentimento: " + empty() + ": no face was found, so there is none to write\n");
    EXPECT_FALSE(std::filesystem::exists(file("out.png")));
  }
}

TEST_F(Analyse, BadInputGetsOneLine) {
  writeBytes(file("text.jpg"), "no photo");
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{file("text.jpg")},
                                             {file("none.jpg")},
                                             {astronaut(), "--face", "2", "--crop", file("c.png")},
                                             {astronaut(), "--landmarks", file("none.dat")}}) {
    const auto outcome = analyse(arguments);
    EXPECT_EQ(outcome.status, 1);
    EXPECT_TRUE(outcome.err.starts_with("pentimento: /")) << outcome.err;
    EXPECT_EQ(linesOf(outcome.err).size(), 1u) << outcome.err;
  }
  EXPECT_EQ(analyse({empty(), "--overlay", empty()}).status, 1) << "never overwrites the photo";
  EXPECT_EQ(analyse({}).status, 2);
}

}  // namespace
}  // namespace pentimento::test
