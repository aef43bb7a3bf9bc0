// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/position_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <opencv2/imgproc.hpp>

#include "core/face/alignment.h"
#include "core/image/image_io.h"
#include "core/models/model_card.h"
#include "core/networks/position_map_network.h"
#include "core/tensor/safetensors.h"
#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_model.h"

namespace pentimento {
namespace {

const Compute cpu{"cpu", false, 1, "CPU"};

std::filesystem::path shipped() {
  return std::filesystem::path(PENTIMENTO_SOURCE_DIR) / "models/position-map.safetensors";
}

/// NASA's portrait of an astronaut, 512 x 512; her eyes and mouth corners marked by hand.
struct Astronaut {
  Image photo =
      readPhoto(std::filesystem::path(PENTIMENTO_SOURCE_DIR) / "resources/samples/astronaut_nasa.jpg").image;
  Alignment alignment;

  Astronaut() {
    Landmarks landmarks{};
    for (int i = 0; i < 6; ++i) {
      landmarks[36 + i] = rightEye;
      landmarks[42 + i] = leftEye;
    }
    landmarks[48] = {mouth.x - 20, mouth.y};
    landmarks[54] = {mouth.x + 20, mouth.y};
    alignment = Alignment::fromLandmarks(landmarks);
  }
  static inline const cv::Point2d rightEye{203, 101}, leftEye{246, 103}, mouth{223, 145};
};

class ShippedPositionMap : public testing::Test {
 protected:
  PositionModel model_{shipped(), cpu};
  Astronaut astronaut_;
};

TEST_F(ShippedPositionMap, FindsEyesAndMouthOfAPhoto) {
  const auto points =
      model_.points(model_.predict(cropFromPhoto(astronaut_.photo, astronaut_.alignment, 256)));
  ASSERT_EQ(points.size(), 468U);
  const auto inPhoto = [&](int right, int left) {
    const auto place = (points[right] + points[left]) / 2;
    return astronaut_.alignment.centre + (2.0 * place.x - 1) * astronaut_.alignment.x +
           (2.0 * place.y - 1) * astronaut_.alignment.y;
  };
  const double tolerance = 0.12 * cv::norm(astronaut_.leftEye - astronaut_.rightEye);
  EXPECT_LT(cv::norm(inPhoto(33, 133) - astronaut_.rightEye), tolerance);
  EXPECT_LT(cv::norm(inPhoto(362, 263) - astronaut_.leftEye), tolerance);
  EXPECT_LT(cv::norm(inPhoto(61, 291) - astronaut_.mouth), 1.5 * tolerance);
}

TEST_F(ShippedPositionMap, UnwrapsAndRendersAPhotoAsItWas) {
  const auto crop = cropFromPhoto(astronaut_.photo, astronaut_.alignment, 256);
  const auto map = model_.predict(crop);
  const auto rendered = renderTexture(unwrap(crop, Alignment::wholePicture(256, 256), map).texture, map, 256);
  const cv::Mat inside = rendered.coverage.mat() == 255;
  EXPECT_GT(cv::countNonZero(inside), 10000);
  cv::Mat difference;
  cv::absdiff(rendered.image.mat(), crop.mat(), difference);
  difference.convertTo(difference, CV_32F);
  const auto squares = cv::mean(difference.mul(difference), inside);
  EXPECT_GT(10 * std::log10(255.0 * 255.0 * 3 / (squares[0] + squares[1] + squares[2])), 32);
}

TEST_F(ShippedPositionMap, SeesTheMirroredFaceTurnedTheOtherWay) {
  const auto crop = cropFromPhoto(astronaut_.photo, astronaut_.alignment, 256);
  const auto turn = headTurn(model_.predict(crop)),
             mirrored = headTurn(model_.predict(mirroredTexture(crop)));
  EXPECT_LT(std::abs(turn.yaw), 25);
  EXPECT_NEAR(mirrored.yaw, -turn.yaw, 6);
  EXPECT_NEAR(mirrored.pitch, turn.pitch, 6);
}

TEST_F(ShippedPositionMap, TakesGreyAndDeepCropsAndRefusesOthers) {
  const auto crop = cropFromPhoto(astronaut_.photo, astronaut_.alignment, 256);
  cv::Mat grey, deep;
  cv::cvtColor(crop.mat(), grey, cv::COLOR_RGB2GRAY);
  crop.mat().convertTo(deep, CV_16U, 257);
  const auto distance = [&](const Image& other) {
    return cv::norm(model_.predict(other).positions.mat(), model_.predict(crop).positions.mat(),
                    cv::NORM_L1) /
           (64 * 64 * 3);
  };
  EXPECT_LT(distance(Image(deep)), 1e-3);
  EXPECT_LT(distance(Image(grey)), 0.02);
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "square",
                                [&] { model_.predict(Image(deep.rowRange(0, 9))); }));
}

class PositionModelFile : public test::TemporaryFolderTest {
 protected:
  /// Changes the card of a tiny network and loads it.
  void loadWith(const std::function<void(ModelCard&)>& change) {
    PositionMapNetwork network(PositionMapNetworkOptions{8, 64, 16, 4});
    Safetensors weights;
    addFrom(*network, weights, "network.", torch::kFloat16);
    writeSafetensors(file("tiny.safetensors"), weights);
    ModelCard card;
    card.name = "tiny";
    card.task = "position-map";
    card.options = network->options();
    card.sha256 = sha256OfFile(file("tiny.safetensors"));
    change(card);
    writeCard(file("tiny.json"), card);
    EXPECT_EQ(PositionModel(file("tiny.safetensors"), cpu)
                  .predict(Image(cv::Mat::zeros(90, 90, CV_8UC3)))
                  .face.width(),
              16);
  }
};

TEST_F(PositionModelFile, IsRefusedWhereItDoesNotFit) {
  EXPECT_NO_THROW(loadWith([](ModelCard&) {}));
  const auto colouriser = test::writeTinyModel(folder(), "colours", true);
  EXPECT_TRUE(test::throwsError(ErrorKind::Unsupported, "is a model for colourise",
                                [&] { PositionModel(colouriser, cpu); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::Unsupported, "network.", [&] {
    loadWith([](ModelCard& card) { card.options["base_channels"] = 16; });
  }));
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "map_size",
                                [&] { loadWith([](ModelCard& card) { card.options["map_size"] = 24; }); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::Unreadable, "tiny.json", [&] {
    loadWith([](ModelCard& card) { card.options.erase("components"); });
  }));
  EXPECT_TRUE(test::throwsError(ErrorKind::Unreadable, "tiny.safetensors",
                                [&] { loadWith([](ModelCard& card) { card.sha256[0] ^= 1; }); }));
  EXPECT_TRUE(
      test::throwsError(ErrorKind::NotFound, "none", [&] { PositionModel(file("none.safetensors"), cpu); }));
}

}  // namespace
}  // namespace pentimento
