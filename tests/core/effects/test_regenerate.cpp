// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/regenerate.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "core/face/label_map.h"
#include "core/models/model_card.h"
#include "tests/support/difference.h"
#include "tests/support/errors.h"
#include "tests/support/made_faces.h"
#include "tests/support/on_cpu.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_generator.h"

namespace pentimento::test {
namespace {

class Regenerate : public TemporaryFolderTest {
 protected:
  void SetUp() override {
    model_ = std::make_shared<RegenerateModel>(writeTinyGenerator(folder(), "tiny"), onCpu());
    // Two faces side by side.
    cv::hconcat(left_.picture.mat(), right_.picture.mat(), photo_.mat());
  }
  RegenerateFace face(bool right = false) const {
    const auto& labels = (right ? right_ : left_).labels;
    return {{{right ? 383.5 : 127.5, 127.5}, {128, 0}, {0, 128}}, labels, labels.clone(), false, {}};
  }
  static RegenerateFace withHat(RegenerateFace face) {
    cv::circle(face.painted.mat(), {128, 60}, 25, static_cast<int>(FaceClass::Hat), cv::FILLED);
    return face;
  }
  Image apply(const RegenerateParameters& parameters) {
    return RegenerateEffect(model_).apply(photo_, parameters, {});
  }

  std::shared_ptr<RegenerateModel> model_;
  MadeFace left_ = madeFace(256, 1), right_ = madeFace(256, 2);
  Image photo_;
};

TEST_F(Regenerate, AnUnchangedMaskGivesThePhotoBitForBit) {
  EXPECT_EQ(difference(apply({{face(), face(true)}}), photo_), 0);
  EXPECT_EQ(difference(apply({}), photo_), 0);
}

TEST_F(Regenerate, ReplacesThePaintedChangeAlone) {
  const Image result = apply({{withHat(face()), face(true)}});
  EXPECT_GT(difference(result, photo_, {110, 45, 36, 30}), 0);
  EXPECT_EQ(difference(result, photo_, {0, 110, 256, 146}), 0) << "the rest of the face";
  EXPECT_EQ(difference(result, photo_, {256, 0, 256, 256}), 0) << "the other face";
}

TEST_F(Regenerate, TheMaskDecidesWhatIsGenerated) {
  RegenerateSession session(*model_, photo_, face().alignment, face().parsed);
  const Image before = session.generate(face().parsed), after = session.generate(withHat(face()).painted);
  EXPECT_EQ(before.width(), 256);
  EXPECT_EQ(before.depth(), PixelDepth::F32);
  double least = 0, most = 0;
  cv::minMaxLoc(before.mat().reshape(1), &least, &most);
  EXPECT_GE(least, 0);
  EXPECT_LE(most, 1);
  EXPECT_GT(difference(before, after), 0.01);
  EXPECT_EQ(difference(before, session.generate(face().parsed)), 0)
      << "and leaves no trace when it is taken away";
}

TEST_F(Regenerate, RegionsHaveTheReferencesColours) {
  // An untrained network paints grey noise; skin and hair have the colours of the face all the same.
  RegenerateSession session(*model_, photo_, face().alignment, face().parsed);
  const cv::Mat generated = session.generate(face().parsed).mat();
  cv::Mat truth;
  cropFromPhoto(photo_, face().alignment, 256).mat().convertTo(truth, CV_32F, 1 / 255.0);
  cv::Mat labels;
  cv::resize(face().parsed.mat(), labels, {256, 256}, 0, 0, cv::INTER_NEAREST_EXACT);
  for (const auto region : {FaceClass::Skin, FaceClass::Hair}) {
    const cv::Mat inside = labels == static_cast<int>(region);
    const auto wanted = cv::mean(truth, inside);
    // What falls outside the range of colours is clipped, which keeps it from being exact.
    EXPECT_LT(cv::norm(cv::mean(generated, inside) - wanted),
              0.6 * cv::norm(cv::Scalar(0.5, 0.5, 0.5) - wanted));
  }
}

TEST_F(Regenerate, RegionsHaveNoMoreContrastThanTheReference) {
  // The untrained network's noise is far louder than a face of flat colours.
  RegenerateSession session(*model_, photo_, face().alignment, face().parsed);
  const cv::Mat generated = session.generate(face().parsed).mat();
  cv::Mat labels, middle;
  cv::resize(face().parsed.mat(), labels, {256, 256}, 0, 0, cv::INTER_NEAREST_EXACT);
  for (const auto region : {FaceClass::Skin, FaceClass::Hair}) {
    // Away from borders, where neighbours are mixed in.
    cv::erode(labels == static_cast<int>(region), middle, cv::Mat::ones(7, 7, CV_8U));
    cv::Scalar mean, deviation;
    cv::meanStdDev(generated, mean, deviation, middle);
    EXPECT_LT(cv::norm(deviation), 0.08) << static_cast<int>(region);
  }
}

TEST_F(Regenerate, TheStyleOfAnotherFaceCounts) {
  auto own = face();
  own.wholeFace = true;
  auto borrowed = own;
  borrowed.style = StyleReference{right_.picture, right_.labels};
  const Image withOwn = apply({{own}}), withBorrowed = apply({{borrowed}});
  EXPECT_GT(difference(withOwn, withBorrowed), 2);
  EXPECT_GT(difference(withOwn, photo_, {50, 50, 150, 150}), 0)
      << "the whole face, though nothing was painted";
}

TEST_F(Regenerate, ReplaysStoredParameters) {
  auto other = withHat(face(true));
  other.style = StyleReference{left_.picture, left_.labels};
  const RegenerateParameters parameters{{withHat(face()), other}};
  const auto stored = nlohmann::json::parse(nlohmann::json(parameters).dump());
  EXPECT_EQ(difference(RegenerateEffect(model_).apply(photo_, stored, {}), apply(parameters)), 0);
}

TEST_F(Regenerate, TakesSixteenBitsAndAFaceCutByTheBorder) {
  cv::Mat deep;
  photo_.mat().convertTo(deep, CV_16U, 257);
  auto cut = withHat(face());
  cut.alignment.centre = {20, 30};
  const Image photo(deep), result = RegenerateEffect(model_).apply(photo, RegenerateParameters{{cut}}, {});
  EXPECT_EQ(result.depth(), PixelDepth::U16);
  EXPECT_EQ(difference(result, photo, {160, 0, 352, 256}), 0);
}

TEST_F(Regenerate, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_TRUE(throwsError(ErrorKind::Cancelled, "", [&] {
    RegenerateEffect(model_).apply(photo_, RegenerateParameters{{withHat(face())}},
                                   Progress({}, stop.get_token()));
  }));
}

TEST_F(Regenerate, RefusesModelsThatAreNotItsOwn) {
  const auto weights = writeTinyGenerator(folder(), "other");
  const auto changed = [&](const char* option, const nlohmann::json& value) {
    auto card = readCard(cardPathFor(weights));
    card.options[option] = value;
    writeCard(cardPathFor(weights), card);
  };
  changed("classes", 12);
  EXPECT_TRUE(
      throwsError(ErrorKind::Unsupported, "12 classes", [&] { RegenerateModel model(weights, onCpu()); }));
  auto card = readCard(cardPathFor(weights));
  card.task = "makeup";
  writeCard(cardPathFor(weights), card);
  EXPECT_TRUE(
      throwsError(ErrorKind::Unsupported, "for makeup", [&] { RegenerateModel model(weights, onCpu()); }));
}

}  // namespace
}  // namespace pentimento::test
