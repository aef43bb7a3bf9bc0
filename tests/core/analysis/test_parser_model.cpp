// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/parser_model.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "core/analysis/face_analyser.h"
#include "core/face/label_map.h"
#include "core/image/image_io.h"
#include "core/image/resample.h"
#include "core/models/model_card.h"
#include "tests/support/errors.h"
#include "tests/support/made_faces.h"
#include "tests/support/on_cpu.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_model.h"

namespace pentimento {
namespace {

std::filesystem::path source(const char* file) {
  return std::filesystem::path(PENTIMENTO_SOURCE_DIR) / file;
}

/// The face of a sample photo in the crop convention, placed by hand.
Image sampleCrop(int size) {
  const Alignment alignment{{224.5, 105.5}, {90, 2}, {-2, 90}};
  return cropFromPhoto(readPhoto(source("resources/samples/astronaut_nasa.jpg")).image, alignment, size);
}

double agreement(const Image& a, const Image& b) {
  cv::Mat same;
  cv::compare(a.mat(), b.mat(), same, cv::CMP_EQ);
  return cv::countNonZero(same) / static_cast<double>(same.total());
}

class ShippedParser : public testing::Test {
 protected:
  ParserModel model_{source("models/parse.safetensors"), test::onCpu()};
};

TEST_F(ShippedParser, KnowsTheFaceOfTheSamplePhoto) {
  const Image labels = model_.parse(sampleCrop(256));
  ASSERT_EQ(labels.width(), labelSize);
  ASSERT_EQ(labels.height(), labelSize);
  ASSERT_EQ(labels.channels(), 1);
  const auto at = [&](int x, int y) { return static_cast<FaceClass>(labels.mat().at<std::uint8_t>(y, x)); };
  EXPECT_EQ(at(96, 121), FaceClass::RightEye) << "the subject's right, on the picture's left";
  EXPECT_EQ(at(160, 122), FaceClass::LeftEye);
  EXPECT_EQ(at(126, 152), FaceClass::Nose);
  EXPECT_EQ(at(96, 155), FaceClass::Skin);
  EXPECT_EQ(at(160, 155), FaceClass::Skin);
  EXPECT_EQ(at(126, 40), FaceClass::Hair);
  EXPECT_EQ(at(8, 8), FaceClass::Background);
  const auto shares = classShares(labels);
  const auto share = [&](FaceClass id) { return shares.at(static_cast<std::size_t>(id)); };
  EXPECT_GT(share(FaceClass::Hair), 0.15);
  EXPECT_GT(share(FaceClass::Skin), 0.15);
  EXPECT_GT(share(FaceClass::UpperLip) + share(FaceClass::LowerLip) + share(FaceClass::Mouth), 0.004);
  EXPECT_GT(share(FaceClass::LeftBrow), 0.001);
  EXPECT_GT(share(FaceClass::RightBrow), 0.001);
  EXPECT_EQ(share(FaceClass::Glasses), 0);
}

TEST_F(ShippedParser, TheMirroredFaceHasTheMirroredLabels) {
  const Image crop = sampleCrop(256);
  cv::Mat flipped;
  cv::flip(crop.mat(), flipped, 1);
  EXPECT_GT(agreement(model_.parse(Image(flipped)), mirrored(model_.parse(crop))), 0.999)
      << "both are parsed both ways";
}

TEST_F(ShippedParser, SizeDepthAndGreyMatterLittle) {
  const Image crop = sampleCrop(256), labels = model_.parse(crop);
  cv::Mat deep;
  crop.mat().convertTo(deep, CV_16U, 257);
  EXPECT_GT(agreement(model_.parse(Image(deep)), labels), 0.999);
  EXPECT_GT(agreement(model_.parse(resize(crop, 600, 600)), labels), 0.98);
  cv::Mat grey;
  cv::transform(crop.mat(), grey, cv::Matx13f(0.3F, 0.6F, 0.1F));
  EXPECT_GT(agreement(model_.parse(Image(grey)), labels), 0.9);
}

TEST_F(ShippedParser, RefusesACropThatIsNotSquare) {
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "square",
                                [&] { model_.parse(Image(cv::Mat::zeros(256, 200, CV_8UC3))); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "square", [&] { model_.parse({}); }));
}

class ParserModelFile : public test::TemporaryFolderTest {
 protected:
  /// Changes the card of a tiny parser and loads it.
  void loadWith(const std::function<void(ModelCard&)>& change) {
    const auto weights = test::writeTinyParser(folder(), "tiny");
    auto card = readCard(cardPathFor(weights));
    change(card);
    writeCard(cardPathFor(weights), card);
    ParserModel(weights, test::onCpu()).parse(test::madeFace(64, 1).picture);
  }
};

TEST_F(ParserModelFile, IsRefusedWhereItDoesNotFit) {
  EXPECT_NO_THROW(loadWith([](ModelCard&) {}));
  const auto colouriser = test::writeTinyModel(folder(), "colours", true);
  EXPECT_TRUE(test::throwsError(ErrorKind::Unsupported, "colours.safetensors: is a model for colourise",
                                [&] { ParserModel(colouriser, test::onCpu()); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::Unsupported, "network.", [&] {
    loadWith([](ModelCard& card) { card.options["base_channels"] = 16; });
  }));
  EXPECT_TRUE(test::throwsError(ErrorKind::Unsupported, "18 classes",
                                [&] { loadWith([](ModelCard& card) { card.options["classes"] = 18; }); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::Unreadable, "tiny.json",
                                [&] { loadWith([](ModelCard& card) { card.options.erase("classes"); }); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::Unreadable, "tiny.safetensors", [&] {
    loadWith([](ModelCard& card) { card.sha256[0] = card.sha256[0] == '0' ? '1' : '0'; });
  }));
  EXPECT_TRUE(test::throwsError(ErrorKind::NotFound, "none",
                                [&] { ParserModel(file("none.safetensors"), test::onCpu()); }));
}

}  // namespace
}  // namespace pentimento
