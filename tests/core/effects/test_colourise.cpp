// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/colourise.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "core/effects/colour_suggestions.h"
#include "core/models/model_card.h"
#include "core/networks/colour_distribution.h"
#include "tests/support/errors.h"
#include "tests/support/made_photos.h"
#include "tests/support/on_cpu.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_model.h"

namespace pentimento {
namespace {

using test::onCpu;

class Colourise : public test::TemporaryFolderTest {
 protected:
  ColouriseModel model(bool constant) {
    return ColouriseModel(test::writeTinyModel(folder(), constant ? "constant" : "random", constant),
                          onCpu());
  }
};

double largestDifference(const Image& a, const Image& b) {
  return cv::norm(a.mat(), b.mat(), cv::NORM_INF);
}

TEST_F(Colourise, KeepsTheLightnessOfEveryPixel) {
  auto network = model(false);
  for (const auto size : {cv::Size(333, 121), cv::Size(64, 200), cv::Size(700, 500)}) {
    const Image photo = test::madeScene(size.width, size.height, 3);
    ColouriseSession session(network, photo);
    const Image result = ColouriseSession::render(photo, session.predict({}), 1.3);
    ASSERT_EQ(result.width(), size.width);
    ASSERT_EQ(result.height(), size.height);
    // One 8-bit level of the least sensitive channel is 0.3 to 0.6 units of L.
    EXPECT_LT(largestDifference(lightness(result), lightness(photo)), 0.6);
    EXPECT_GT(cv::norm(result.mat(), photo.mat(), cv::NORM_L1), 0);
  }
}

TEST_F(Colourise, GivesTheNetworksColourTimesTheSaturation) {
  auto network = model(true);
  const Image grey(cv::Mat(40, 60, CV_8UC3, cv::Scalar(119, 119, 119)));
  ColouriseSession session(network, grey);
  const auto chroma = session.predict({});
  EXPECT_EQ(chroma.width(), 256);
  EXPECT_EQ(chroma.height(), 171);
  for (const double saturation : {0.0, 0.5, 1.0}) {
    const auto lab =
        labFromRgb(ColouriseSession::render(grey, chroma, saturation)).mat().at<cv::Vec3f>(20, 30);
    EXPECT_NEAR(lab[1], test::constantA * saturation, 1.5);
    EXPECT_NEAR(lab[2], test::constantB * saturation, 1.5);
  }
}

TEST_F(Colourise, TakesOnePixelAndAThinStrip) {
  auto network = model(false);
  for (const auto size : {cv::Size(1, 1), cv::Size(1, 900), cv::Size(3000, 2)}) {
    const Image photo(cv::Mat(size, CV_8UC3, cv::Scalar(90, 90, 90)));
    ColouriseSession session(network, photo);
    EXPECT_EQ(ColouriseSession::render(photo, session.predict({}), 1).width(), size.width);
  }
}

TEST_F(Colourise, KeepsSixteenBits) {
  auto network = model(true);
  const Image photo(cv::Mat(32, 32, CV_16UC3, cv::Scalar(30001, 30001, 30001)));
  ColouriseSession session(network, photo);
  const auto result = ColouriseSession::render(photo, session.predict({}), 1);
  EXPECT_EQ(result.depth(), PixelDepth::U16);
  EXPECT_LT(largestDifference(lightness(result), lightness(photo)), 0.01);
}

TEST_F(Colourise, AHintReachesTheNetwork) {
  auto network = model(false);
  const Image photo = test::madeScene(120, 90, 1);
  ColouriseSession session(network, photo);
  const auto without = session.predict({}).clone();
  const auto with = session.predict({{60, 45, {255, 0, 0}}});
  EXPECT_GT(largestDifference(without, with), 1);
  EXPECT_EQ(largestDifference(without, session.predict({})), 0)
      << "and leaves no trace when it is taken away";
}

TEST_F(Colourise, RefusesHintsOutsideThePhoto) {
  auto network = model(false);
  const Image photo = test::madeScene(120, 90, 1);
  ColouriseSession session(network, photo);
  for (const auto& [x, y] : {std::pair{120.0, 5.0}, {5.0, 90.0}, {-0.5, 5.0}, {5.0, std::nan("")}})
    EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "hint 2", [&] {
      session.predict({{1, 1, {}}, {x, y, {}}});
    }));
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "saturation", [] {
    ColouriseParameters{{}, 2.5}.check(10, 10);
  }));
}

TEST_F(Colourise, StopsWhenAsked) {
  auto network = model(false);
  std::stop_source stop;
  stop.request_stop();
  const Image photo = test::madeScene(120, 90, 1);
  ColouriseSession session(network, photo);
  EXPECT_TRUE(test::throwsError(ErrorKind::Cancelled, "",
                                [&] { session.predict({}, Progress({}, stop.get_token())); }));
}

TEST_F(Colourise, TheEffectReplaysItsParameters) {
  auto shared = std::make_shared<ColouriseModel>(model(false));
  ColouriseEffect effect(shared);
  const Image photo = test::madeScene(120, 90, 2);
  const ColouriseParameters parameters{{{30.5, 40, {200, 30, 30}}}, 1.2};
  const nlohmann::json stored = parameters;
  EXPECT_EQ(nlohmann::json::parse(stored.dump()).get<ColouriseParameters>(), parameters);
  EXPECT_EQ(largestDifference(effect.apply(photo, stored, {}), effect.apply(photo, parameters, {})), 0);
}

TEST_F(Colourise, ReadsHintFilesAndSaysWhatIsWrongWithThem) {
  test::writeBytes(file("good.json"), R"([{"x": 1.5, "y": 2, "rgb": [1, 2, 255]}])");
  EXPECT_EQ(readHints(file("good.json")), (std::vector<ColourHint>{{1.5, 2, {1, 2, 255}}}));
  const std::pair<const char*, ErrorKind> bad[] = {
      {"{}", ErrorKind::Unreadable},
      {"[", ErrorKind::Unreadable},
      {R"([{"x": 1, "y": 2}])", ErrorKind::InvalidArgument},
      {R"([{"x": "1", "y": 2, "rgb": [1, 2, 3]}])", ErrorKind::InvalidArgument},
      {R"([{"x": 1, "y": 2, "rgb": [1, 2]}])", ErrorKind::InvalidArgument},
      {R"([{"x": 1, "y": 2, "rgb": [1, 2, 256]}])", ErrorKind::InvalidArgument},
      {R"([{"x": 1, "y": 2, "rgb": [1, 2, 0.5]}])", ErrorKind::InvalidArgument}};
  for (const auto& [text, kind] : bad) {
    test::writeBytes(file("bad.json"), text);
    EXPECT_TRUE(test::throwsError(kind, "bad.json: ", [&] { readHints(file("bad.json")); })) << text;
  }
  EXPECT_TRUE(test::throwsError(ErrorKind::NotFound, "none.json: ", [&] { readHints(file("none.json")); }));
}

TEST_F(Colourise, RefusesModelsThatAreNotItsOwn) {
  const auto weights = test::writeTinyModel(folder(), "tiny", false);
  auto card = readCard(cardPathFor(weights));
  card.task = "makeup";
  writeCard(cardPathFor(weights), card);
  EXPECT_TRUE(test::throwsError(ErrorKind::Unsupported, "for makeup",
                                [&] { ColouriseModel model(weights, onCpu()); }));
  card.task = "colourise";
  card.options["levels"] = "three";
  writeCard(cardPathFor(weights), card);
  EXPECT_TRUE(
      test::throwsError(ErrorKind::Unreadable, "tiny.json", [&] { ColouriseModel model(weights, onCpu()); }));
  card.options["levels"] = 4;
  writeCard(cardPathFor(weights), card);
  EXPECT_TRUE(
      test::throwsError(ErrorKind::Unsupported, "network.", [&] { ColouriseModel model(weights, onCpu()); }));
}

TEST(LikelyColours, AreClearlyDifferentAndLikeliestFirst) {
  auto logits = torch::full({ChromaCells::count, 4, 4}, -20.0F);
  const auto at = [](int a, int b) { return a * ChromaCells::side + b; };
  logits[at(14, 13)] = 4;  // two neighbours: one suggestion between them
  logits[at(14, 14)] = 4;
  logits[at(8, 9)] = 2;
  const auto colours = likelyColours(logits, 2, 2, 60, 2);
  ASSERT_EQ(colours.size(), 2U);
  const auto first = labFromRgb(colours[0]), second = labFromRgb(colours[1]);
  EXPECT_NEAR(first.a, 35, 2);
  EXPECT_NEAR(first.b, 30, 2);
  EXPECT_NEAR(second.a, -25, 2);
  EXPECT_NEAR(second.b, -15, 2);
  for (const auto& colour : colours) EXPECT_NEAR(labFromRgb(colour).L, 60, 1);
}

TEST_F(Colourise, SuggestsColoursOfThePointsOwnLightness) {
  auto network = model(false);
  const Image photo = test::madeScene(120, 90, 2);
  ColouriseSession session(network, photo);
  const auto colours = session.suggest(60, 20, 5);
  ASSERT_EQ(colours.size(), 5U);
  const float light = lightness(photo).mat().at<float>(20, 60);
  for (const auto& colour : colours) EXPECT_NEAR(labFromRgb(colour).L, light, 6);
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "outside", [&] { session.suggest(500, 20); }));
}

}  // namespace
}  // namespace pentimento
