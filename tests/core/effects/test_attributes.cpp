// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/attributes.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "core/image/image_io.h"
#include "core/models/model_card.h"
#include "tests/support/difference.h"
#include "tests/support/errors.h"
#include "tests/support/made_photos.h"
#include "tests/support/on_cpu.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_attributes.h"

namespace pentimento::test {
namespace {

double layerDifference(const AttributeLayer& a, const AttributeLayer& b) {
  return std::max(difference(a.residual, b.residual), difference(a.detail, b.detail));
}

Strengths only(Attribute attribute, double strength) {
  Strengths strengths{};
  strengths[static_cast<std::size_t>(attribute)] = strength;
  return strengths;
}

/// Glasses add 0.2 of the maximum everywhere and take 0.1 away; a smile's residual depends on the picture and
/// is larger; there is no model for a beard.
class Attributes : public TemporaryFolderTest {
 protected:
  void SetUp() override {
    files_ = {{Attribute::Glasses, writeTinyAttribute(folder(), Attribute::Glasses, 0.2)},
              {Attribute::Smile, writeTinyAttribute(folder(), Attribute::Smile, {}, 64)}};
    model_ = std::make_shared<AttributesModel>(files_, std::filesystem::path(), onCpu());
  }
  AttributesFace face(const Strengths& strengths) const { return {alignment_, strengths, {}}; }
  Image apply(const Image& photo, const std::vector<AttributesFace>& faces) const {
    return AttributesEffect(model_).apply(photo, AttributesParameters{faces}, {});
  }
  AttributesSession session(const Image& photo) const { return {*model_, photo, alignment_}; }

  std::map<Attribute, std::filesystem::path> files_;
  std::shared_ptr<AttributesModel> model_;
  Image photo_ = madeScene(320, 240, 1), grey_ = Image(cv::Mat(240, 320, CV_8UC3, cv::Scalar::all(100)));
  Alignment alignment_ = {{150, 120}, {70, 14}, {-14, 70}};
};

TEST_F(Attributes, StrengthsOfNothingGiveThePhotoBitForBit) {
  EXPECT_TRUE(samePixels(apply(photo_, {face({})}), photo_));
  EXPECT_TRUE(samePixels(apply(photo_, {}), photo_));
  EXPECT_TRUE(session(photo_).sum({}, {}).residual.empty());
}

TEST_F(Attributes, AddTheirResidualTimesTheStrength) {
  const auto middle = [&](double strength) {
    return apply(grey_, {face(only(Attribute::Glasses, strength))}).mat().at<cv::Vec3b>(120, 150)[0];
  };
  EXPECT_NEAR(middle(1), 100 + 0.2 * 255, 1);
  EXPECT_NEAR(middle(0.5), 100 + 0.1 * 255, 1);
  EXPECT_NEAR(middle(1.5), 100 + 0.3 * 255, 1);
  EXPECT_NEAR(middle(-1), 100 - 0.1 * 255, 1) << "below 0 it is what the other network removes";
}

TEST_F(Attributes, LayersAreLinearInTheStrength) {
  auto one = session(photo_);
  const auto whole = one.sum(only(Attribute::Smile, -1), {}),
             part = one.sum(only(Attribute::Smile, -0.25), {});
  EXPECT_GT(cv::norm(whole.residual.mat(), cv::NORM_INF), 0.01);
  EXPECT_LT(difference(Image(cv::Mat(whole.residual.mat() * 0.25)), part.residual), 1e-6);
  EXPECT_LT(difference(Image(cv::Mat(whole.detail.mat() * 0.25)), part.detail), 1e-6);
}

TEST_F(Attributes, TwoAreTheSumOfBoth) {
  auto one = session(photo_);
  auto both = only(Attribute::Glasses, 1);
  both[static_cast<std::size_t>(Attribute::Smile)] = -0.5;
  const auto sum = one.sum(both, {});
  EXPECT_EQ(sum.residual.width(), 64) << "the larger of their crops";
  const auto &glasses = one.layer(Attribute::Glasses, true), &smile = one.layer(Attribute::Smile, false);
  const auto at = [](const AttributeLayer& layer, int x, int y) {
    return layer.residual.mat().at<cv::Vec3f>(y, x);
  };
  for (const int i : {20, 32, 45})
    EXPECT_LT(cv::norm(at(sum, i, 30) - (at(glasses, i / 2, 15) + at(smile, i, 30) * 0.5)), 1e-4) << i;
}

TEST_F(Attributes, TheNetworkSeesTheFaceAndIsAskedOnce) {
  auto one = session(photo_), other = session(madeScene(320, 240, 2));
  const auto& layer = one.layer(Attribute::Smile, true);
  EXPECT_GT(layerDifference(layer, other.layer(Attribute::Smile, true)), 1e-3);
  EXPECT_GT(layerDifference(layer, one.layer(Attribute::Smile, false)), 1e-3);
  EXPECT_EQ(&layer, &one.layer(Attribute::Smile, true));
}

TEST_F(Attributes, AllButGlassesAreHeldToTheHead) {
  const std::filesystem::path source = PENTIMENTO_SOURCE_DIR, parser = source / "models/parse.safetensors";
  const Image photo = readPhoto(source / "resources/samples/astronaut_nasa.jpg").image;
  alignment_ = {{224.5, 105.5}, {90, 2}, {-2, 90}};
  for (const auto attribute : {Attribute::Male, Attribute::Beard, Attribute::Glasses})
    files_[attribute] = writeTinyAttribute(folder(), attribute, 0.2);
  const cv::Rect background(140, 20, 12, 12), forehead(212, 66, 24, 8);
  const auto changeOf = [&](Attribute attribute, const std::filesystem::path& held, const cv::Rect& where) {
    AttributesModel model(files_, held, onCpu());
    AttributesSession session(model, photo, alignment_);
    return difference(addLayer(photo, alignment_, session.layer(attribute, true)), photo, where);
  };
  for (const auto attribute : {Attribute::Male, Attribute::Beard}) {
    EXPECT_EQ(changeOf(attribute, parser, background), 0) << nameOf(attribute);
    EXPECT_NEAR(changeOf(attribute, parser, forehead), 51, 1) << nameOf(attribute);
  }
  EXPECT_GT(changeOf(Attribute::Male, {}, background), 40);
  EXPECT_GT(changeOf(Attribute::Glasses, parser, background), 40) << "frames may stand out";
}

TEST_F(Attributes, ErasedPixelsStayAsTheyAre) {
  auto half = face(only(Attribute::Smile, 1));
  half.alignment = {{159.5, 119.5}, {120, 0}, {0, 120}};
  cv::Mat kept(128, 128, CV_8U, cv::Scalar(255));
  kept.colRange(0, 64).setTo(0);
  half.kept = Image(kept);
  const Image result = apply(photo_, {half});
  EXPECT_EQ(difference(result, photo_, {0, 0, 152, 240}), 0);
  EXPECT_GT(difference(result, photo_, {175, 60, 80, 120}), 0);
}

TEST_F(Attributes, EveryFaceHasItsOwn) {
  auto left = face(only(Attribute::Glasses, 1)), right = face(only(Attribute::Glasses, -1));
  left.alignment = {{80, 120}, {60, 0}, {0, 60}};
  right.alignment = {{240, 120}, {60, 0}, {0, 60}};
  const Image result = apply(grey_, {left, right});
  EXPECT_NEAR(result.mat().at<cv::Vec3b>(120, 80)[1], 151, 1);
  EXPECT_NEAR(result.mat().at<cv::Vec3b>(120, 240)[1], 75, 1);
  EXPECT_EQ(result.mat().at<cv::Vec3b>(120, 160)[1], 100);
}

TEST_F(Attributes, ReplayStoredParameters) {
  auto erased = face(only(Attribute::Smile, -0.7));
  erased.kept = Image(cv::Mat(16, 16, CV_8U, cv::Scalar(77)));
  const AttributesParameters parameters{{face(only(Attribute::Glasses, 0.3)), erased}};
  const auto stored = nlohmann::json::parse(nlohmann::json(parameters).dump());
  EXPECT_TRUE(
      samePixels(AttributesEffect(model_).apply(photo_, stored, {}), apply(photo_, parameters.faces)));
}

TEST_F(Attributes, TakeSixteenBitsAndAFaceCutByTheBorder) {
  const Image photo(cv::Mat(240, 320, CV_16UC3, cv::Scalar::all(20000)));
  auto cut = face(only(Attribute::Glasses, 1));
  cut.alignment.centre = {10, 20};
  const Image result = apply(photo, {cut});
  EXPECT_EQ(result.depth(), PixelDepth::U16);
  EXPECT_NEAR(result.mat().at<cv::Vec3w>(20, 10)[2], 20000 + 0.2 * 65535, 10);
  EXPECT_EQ(difference(result, photo, {110, 0, 210, 240}), 0);
}

TEST_F(Attributes, StopWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_TRUE(throwsError(ErrorKind::Cancelled, "", [&] {
    AttributesEffect(model_).apply(photo_, AttributesParameters{{face(only(Attribute::Smile, 1))}},
                                   Progress({}, stop.get_token()));
  }));
}

TEST_F(Attributes, AreRefusedWhenTheyDoNotFit) {
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "glasses",
                          [&] { apply(photo_, {face(only(Attribute::Glasses, 1.6))}); }));
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "no model for beard",
                          [&] { apply(photo_, {face(only(Attribute::Beard, 1))}); }));
  EXPECT_TRUE(model_->has(Attribute::Smile));
  EXPECT_FALSE(model_->has(Attribute::Beard));
}

TEST_F(Attributes, ModelsThatAreMissingForeignOrDamagedAreNamed) {
  const auto load = [](Attribute attribute, const std::filesystem::path& file) {
    AttributesModel(std::map<Attribute, std::filesystem::path>{{attribute, file}}, {}, onCpu());
  };
  const auto glasses = files_[Attribute::Glasses];
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "none.json",
                          [&] { load(Attribute::Glasses, file("none.safetensors")); }));
  EXPECT_TRUE(throwsError(ErrorKind::Unsupported, "for attribute-glasses, not for attribute-beard",
                          [&] { load(Attribute::Beard, glasses); }));
  auto card = readCard(cardPathFor(glasses));
  card.options["size"] = 3;
  writeCard(cardPathFor(glasses), card);
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "size", [&] { load(Attribute::Glasses, glasses); }));

  const auto smile = files_[Attribute::Smile];
  writeBytes(smile, readBytes(smile).substr(0, 3000));
  AttributesModel model({{Attribute::Smile, smile}}, {}, onCpu());  // read when it is needed
  AttributesSession damaged(model, photo_, alignment_);
  EXPECT_TRUE(
      throwsError(ErrorKind::Unreadable, smile.string(), [&] { damaged.layer(Attribute::Smile, true); }));
}

}  // namespace
}  // namespace pentimento::test
