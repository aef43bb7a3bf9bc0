// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/makeup.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "core/analysis/parser_model.h"
#include "core/analysis/position_model.h"
#include "core/effects/makeup_layer.h"
#include "core/face/face_texture.h"
#include "core/face/label_map.h"
#include "core/image/image_io.h"
#include "core/models/model_card.h"
#include "tests/support/difference.h"
#include "tests/support/errors.h"
#include "tests/support/made_textures.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_makeup.h"

namespace pentimento::test {
namespace {

using enum FaceClass;
const Compute cpu{"cpu", false, 1, "CPU"};
const std::filesystem::path models = PENTIMENTO_SOURCE_DIR "/models";

MakeupReference madeReference(int number) {
  const auto face = madeTexture(256, number);
  return {face.texture, face.labels};
}

MakeupShades only(MakeupRegion region, double shade = 1) {
  MakeupShades shades{shade, {0, 0, 0, 0}};
  shades.regions[static_cast<std::size_t>(region)] = 1;
  return shades;
}

/// NASA's portrait of an astronaut, who smiles with her teeth, and a network that adds 0.2 red everywhere.
class Makeup : public TemporaryFolderTest {
 protected:
  void SetUp() override { model_ = load({{0.2, 0, -0.1}}); }

  std::shared_ptr<MakeupModel> load(std::optional<std::array<double, 3>> added) const {
    return std::make_shared<MakeupModel>(files(writeTinyMakeup(folder(), added)), cpu);
  }
  static MakeupFiles files(const std::filesystem::path& makeup) {
    return {makeup, models / "parse.safetensors", models / "position-map.safetensors"};
  }
  MakeupFace face(const MakeupShades& shades) const { return {alignment_, madeReference(1), shades}; }
  Image apply(const Image& photo, const std::vector<MakeupFace>& faces) const {
    return MakeupEffect(model_).apply(photo, MakeupParameters{faces}, {});
  }
  AttributeLayer layer(const MakeupShades& shades) const {
    MakeupSession session(*model_, photo_, alignment_);
    return session.layer(madeReference(1), shades);
  }

  /// U8, as large as the layer: inside of these classes, away from their edges.
  cv::Mat inside(std::initializer_list<FaceClass> classes, int side) const {
    ParserModel parser(models / "parse.safetensors", cpu);
    const cv::Mat labels = parser.parse(cropFromPhoto(photo_, alignment_, 256)).mat();
    cv::Mat mask = cv::Mat::zeros(labels.size(), CV_8U);
    for (const auto id : classes) mask.setTo(255, labels == static_cast<int>(id));
    cv::erode(mask, mask, cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
    cv::resize(mask, mask, {side, side}, 0, 0, cv::INTER_NEAREST);
    return mask;
  }
  double meanRed(const AttributeLayer& layer, std::initializer_list<FaceClass> classes) const {
    const cv::Mat mask = inside(classes, layer.residual.width());
    EXPECT_GT(cv::countNonZero(mask), 20);
    return cv::mean(layer.residual.mat(), mask)[0];
  }

  Face analysed() const {
    const Image crop = cropFromPhoto(photo_, alignment_, 256);
    Face face;
    face.alignment = alignment_;
    face.labels = ParserModel(models / "parse.safetensors", cpu).parse(crop);
    face.positions = PositionModel(models / "position-map.safetensors", cpu).predict(crop);
    return face;
  }
  /// Of a crop of 256 pixels; and the texture's regions.
  std::pair<MakeupCanvas, PerRegion<Image>> canvasAndRegions() const {
    const Image crop = cropFromPhoto(photo_, alignment_, 256);
    const auto face = analysed();
    const auto texture = faceTexture(photo_, alignment_, face.positions, face.labels);
    cv::Mat shares;
    crop.mat().convertTo(shares, CV_32F, 1.0 / 255);
    return {MakeupCanvas(Image(shares), face.labels, face.positions, texture.labels),
            textureRegions(256, texture.labels)};
  }

  std::shared_ptr<MakeupModel> model_;
  Image photo_ = readPhoto(PENTIMENTO_SOURCE_DIR "/resources/samples/astronaut_nasa.jpg").image;
  Alignment alignment_ = {{224.3, 106.3}, {86, 3.5}, {-3.5, 86}};
};

TEST_F(Makeup, ShadesOfNothingGiveThePhotoBitForBit) {
  EXPECT_TRUE(samePixels(apply(photo_, {face({0})}), photo_));
  EXPECT_TRUE(samePixels(apply(photo_, {face({1, {0, 0, 0, 0}})}), photo_));
  EXPECT_TRUE(samePixels(apply(photo_, {}), photo_));
  EXPECT_TRUE(layer({0}).residual.empty());
}

TEST_F(Makeup, LipsAreColouredAndNothingElse) {
  const auto lips = layer(only(MakeupRegion::Lips));
  EXPECT_GT(meanRed(lips, {UpperLip, LowerLip}), 0.17);
  EXPECT_LT(meanRed(lips, {Mouth}), 0.02) << "teeth";
  EXPECT_LT(meanRed(lips, {Skin, Nose}), 0.003);
  EXPECT_EQ(meanRed(lips, {LeftEye, RightEye}), 0);
  EXPECT_EQ(meanRed(lips, {Hair}), 0);
}

TEST_F(Makeup, AllOfTheFaceIsReachedButWhatIsNoSkin) {
  const auto all = layer({});
  EXPECT_NEAR(meanRed(all, {Skin, Nose}), 0.2, 0.02);
  EXPECT_NEAR(meanRed(all, {UpperLip, LowerLip}), 0.2, 0.03);
  EXPECT_NEAR(meanRed(all, {LeftBrow, RightBrow}), 0.2, 0.03);
  EXPECT_LT(meanRed(all, {LeftEye, RightEye}), 0.04);
  EXPECT_LT(meanRed(all, {Mouth}), 0.04);
  EXPECT_LT(meanRed(all, {Hair}), 0.005);
  EXPECT_LT(meanRed(all, {Background}), 0.001);
}

TEST_F(Makeup, RegionsSumUpAndGoWithTheShade) {
  const auto whole = layer({});
  cv::Mat sum = cv::Mat::zeros(whole.residual.mat().size(), CV_32FC3);
  for (const auto region : makeupRegions) sum += layer(only(region)).residual.mat();
  EXPECT_LT(cv::norm(sum, whole.residual.mat(), cv::NORM_INF), 1e-5);
  EXPECT_LT(difference(layer({1.5}).residual, Image(cv::Mat(whole.residual.mat() * 1.5))), 1e-5);
  EXPECT_LT(difference(layer({0.5, {0.5, 0, 0, 0}}).residual,
                       Image(cv::Mat(layer(only(MakeupRegion::Lips)).residual.mat() * 0.25))),
            1e-5);
}

TEST_F(Makeup, ChangesThePhotoWithinTheSquareAlone) {
  const Image result = apply(photo_, {face({})});
  const cv::Rect below(0, 200, 512, 312), cheek(185, 125, 6, 6);
  EXPECT_EQ(cv::norm(result.mat()(below), photo_.mat()(below), cv::NORM_INF), 0);
  const auto change = cv::mean(result.mat()(cheek)) - cv::mean(photo_.mat()(cheek));
  EXPECT_NEAR(change[2], -0.1 * 255, 5);
}

TEST_F(Makeup, TheNetworkSeesBothFacesAndIsAskedOnceForEach) {
  const auto untrained = load({});
  MakeupSession session(*untrained, photo_, alignment_);
  const auto one = session.layer(madeReference(1), {}), other = session.layer(madeReference(2), {});
  EXPECT_GT(difference(one.residual, other.residual), 1e-3);
  EXPECT_LT(difference(one.residual, session.layer(madeReference(1), {}).residual), 1e-6);
}

TEST_F(Makeup, AFaceLendsItsTexture) {
  const auto own = makeupReference(photo_, analysed());
  EXPECT_EQ(own.texture.mat().type(), CV_8UC3);
  EXPECT_EQ(own.texture.width(), 256);
  EXPECT_NO_THROW((MakeupParameters{{{alignment_, own, {}}}}.check(512, 512)));
}

TEST_F(Makeup, WhatAReferenceHidesItDoesNotLend) {
  auto reference = madeReference(1);
  const PerRegion<bool> all{true, true, true, true};
  EXPECT_EQ(lentRegions(reference), all);
  reference.labels = reference.labels.clone();
  reference.labels.mat().rowRange(70, 120).setTo(static_cast<int>(Glasses));
  EXPECT_EQ(lentRegions(reference), (PerRegion<bool>{true, false, true, true}));

  MakeupSession session(*model_, photo_, alignment_);
  EXPECT_TRUE(session.layer(reference, only(MakeupRegion::Eyes)).residual.empty());
  EXPECT_FALSE(session.layer(reference, only(MakeupRegion::Lips)).residual.empty());
}

TEST_F(Makeup, WeightsAreSharesOfEachPixel) {
  const auto [canvas, regions] = canvasAndRegions();
  cv::Mat sum = cv::Mat::zeros(256, 256, CV_32F);
  for (const auto region : makeupRegions) {
    double least = 0, most = 0;
    cv::minMaxLoc(canvas.weight(region).mat(), &least, &most);
    EXPECT_GE(least, 0) << nameOf(region);
    EXPECT_GT(most, 0.5) << nameOf(region);
    sum += canvas.weight(region).mat();
  }
  double most = 0;
  cv::minMaxLoc(sum, nullptr, &most);
  EXPECT_LE(most, 1 + 1e-5);
  EXPECT_EQ(cv::countNonZero(sum.row(0)) + cv::countNonZero(sum.col(255)), 0)
      << "no edge of the square shows";
}

TEST_F(Makeup, WhatBleedsOutOfARegionStaysInIt) {
  const auto [canvas, regions] = canvasAndRegions();
  cv::Mat red = cv::Mat::zeros(256, 256, CV_32FC3), blurred;
  cv::GaussianBlur(regions[0].mat(), blurred, {}, 1.5);
  cv::insertChannel(blurred * 0.4, red, 0);
  const auto layers = canvas.layers(Image(red), {true, true, true, true});
  const auto reddest = [&](MakeupRegion region) {
    double most = 0;
    cv::minMaxLoc(layers[static_cast<std::size_t>(region)].mat().reshape(1), nullptr, &most);
    return most;
  };
  EXPECT_GT(reddest(MakeupRegion::Lips), 0.3);
  EXPECT_LT(reddest(MakeupRegion::Skin), 0.03);
}

TEST_F(Makeup, ReplayStoredParameters) {
  const MakeupParameters parameters{{face({0.7, {1, 0.5, 0, 1}})}};
  const auto stored = nlohmann::json::parse(nlohmann::json(parameters).dump());
  EXPECT_TRUE(samePixels(MakeupEffect(model_).apply(photo_, stored, {}), apply(photo_, parameters.faces)));
}

TEST_F(Makeup, TakesSixteenBitsAndAFaceCutByTheBorder) {
  cv::Mat deep;
  photo_.mat()(cv::Rect(200, 0, 312, 512)).convertTo(deep, CV_16U, 257);
  auto cut = face({});
  cut.alignment.centre.x -= 200;
  const Image result = apply(Image(deep), {cut});
  EXPECT_EQ(result.depth(), PixelDepth::U16);
  EXPECT_GT(difference(result, Image(deep)), 10000);
}

TEST_F(Makeup, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_TRUE(throwsError(ErrorKind::Cancelled, "", [&] {
    MakeupEffect(model_).apply(photo_, MakeupParameters{{face({})}}, Progress({}, stop.get_token()));
  }));
}

TEST_F(Makeup, IsRefusedWhenItDoesNotFit) {
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "shade", [&] { apply(photo_, {face({2})}); }));
}

TEST_F(Makeup, ModelsThatAreMissingForeignOrDamagedAreNamed) {
  const auto own = writeTinyMakeup(folder());
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "none.json",
                          [&] { MakeupModel(files(file("none.safetensors")), cpu); }));
  EXPECT_TRUE(throwsError(ErrorKind::Unsupported, "for parse, not for makeup",
                          [&] { MakeupModel(files(models / "parse.safetensors"), cpu); }));
  auto card = readCard(cardPathFor(own));
  card.options["size"] = 3;
  writeCard(cardPathFor(own), card);
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "size", [&] { MakeupModel(files(own), cpu); }));
  writeBytes(own, readBytes(own).substr(0, 3000));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, own.string(), [&] { MakeupModel(files(own), cpu); }));
}

}  // namespace
}  // namespace pentimento::test
