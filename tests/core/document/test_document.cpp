// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "core/document/document.h"
#include "tests/support/errors.h"

namespace pentimento {
namespace {

using nlohmann::json;
using test::throwsError;

/// Multiplies all pixels by parameters["factor"]; order matters once it is mixed with Add.
class Multiply : public Effect {
 public:
  std::string id() const override { return "multiply"; }
  int version() const override { return 2; }
  Image apply(const Image& photo, const json& parameters, const Progress& progress) override {
    progress.report(0, "multiplying");
    return Image(cv::Mat(photo.mat() * parameters.at("factor").get<double>()));
  }
};

class Add : public Effect {
 public:
  std::string id() const override { return "add"; }
  int version() const override { return 1; }
  Image apply(const Image& photo, const json& parameters, const Progress&) override {
    return Image(cv::Mat(photo.mat() + cv::Scalar::all(parameters.at("value").get<double>())));
  }
};

class Shrink : public Effect {
 public:
  std::string id() const override { return "shrink"; }
  int version() const override { return 1; }
  Image apply(const Image& photo, const json&, const Progress&) override {
    return Image(photo.width() - 1, photo.height(), photo.channels(), photo.depth());
  }
};

Photo photoOf(int value) {
  Photo photo;
  photo.image = Image(cv::Mat(3, 4, CV_8UC3, cv::Scalar::all(value)));
  photo.greyscale = true;
  photo.metadata.xmp = "kept";
  return photo;
}

class DocumentTest : public testing::Test {
 protected:
  int rendered(const Progress& progress = {}) const {
    const Image image = document_.render(lookup_, progress);
    EXPECT_EQ(image.width(), 4);
    return image.mat().at<cv::Vec3b>(1, 1)[0];
  }

  Multiply multiply_;
  Add add_;
  Shrink shrink_;
  const EffectLookup lookup_ = [this](const std::string& id) -> Effect* {
    for (Effect* effect : std::initializer_list<Effect*>{&multiply_, &add_, &shrink_})
      if (effect->id() == id) return effect;
    return nullptr;
  };
  Document document_{photoOf(10)};
};

TEST_F(DocumentTest, WithoutEditsTheOriginalItselfIsRendered) {
  EXPECT_EQ(document_.render(lookup_).mat().data, document_.photo().image.mat().data);
  document_.edits().setEnabled(document_.edits().append("multiply", 1, {{"factor", 2}}), false);
  EXPECT_EQ(document_.render(lookup_).mat().data, document_.photo().image.mat().data);
}

TEST_F(DocumentTest, EditsApplyFromTheBottomAndAlwaysFromTheOriginal) {
  const auto times = document_.edits().append("multiply", 2, {{"factor", 3}});
  const auto plus = document_.edits().append("add", 1, {{"value", 5}});
  EXPECT_EQ(rendered(), 35);
  EXPECT_EQ(rendered(), 35);
  document_.edits().move(plus, 0);
  EXPECT_EQ(rendered(), 45);
  document_.edits().setParameters(times, 2, {{"factor", 2}});
  EXPECT_EQ(rendered(), 30);
  document_.edits().setEnabled(plus, false);
  EXPECT_EQ(rendered(), 20);
  document_.edits().remove(times);
  EXPECT_EQ(rendered(), 10);
  EXPECT_EQ(document_.photo().image.mat().at<cv::Vec3b>(0, 0)[0], 10);
}

TEST_F(DocumentTest, ACopyIsASnapshot) {
  const auto times = document_.edits().append("multiply", 2, {{"factor", 3}});
  const Document snapshot = document_;
  document_.edits().remove(times);
  EXPECT_EQ(snapshot.render(lookup_).mat().at<cv::Vec3b>(0, 0)[0], 30);
  EXPECT_EQ(snapshot.photo().image.mat().data, document_.photo().image.mat().data);
}

TEST_F(DocumentTest, RefusesUnknownAndNewerEffectsBeforeWorkBegins) {
  int reports = 0;
  const Progress progress([&](double, std::string_view) { ++reports; });
  document_.edits().append("multiply", 2, {{"factor", 3}});
  const auto unknown = document_.edits().append("regenerate", 1, json::object());
  EXPECT_TRUE(throwsError(ErrorKind::Unsupported, "regenerate", [&] { rendered(progress); }));
  document_.edits().setEnabled(unknown, false);  // what is off need not be understood
  EXPECT_EQ(rendered(), 30);
  const auto newer = document_.edits().append("multiply", 3, {{"factor", 3}});
  EXPECT_TRUE(throwsError(ErrorKind::Unsupported, "newer", [&] { rendered(progress); }));
  EXPECT_EQ(reports, 0);
  document_.edits().setParameters(newer, 1, {{"factor", 3}});  // older is the effect's own business
  EXPECT_EQ(rendered(), 90);
}

TEST_F(DocumentTest, StopsWhenCancelled) {
  document_.edits().append("add", 1, {{"value", 5}});
  std::stop_source stop;
  stop.request_stop();
  EXPECT_TRUE(throwsError(ErrorKind::Cancelled, "", [&] { rendered(Progress({}, stop.get_token())); }));
}

TEST_F(DocumentTest, AnEffectMayNotChangeTheSize) {
  document_.edits().append("shrink", 1, json::object());
  EXPECT_TRUE(throwsError(ErrorKind::Internal, "shrink", [&] { document_.render(lookup_); }));
}

TEST_F(DocumentTest, TheRenderedPhotoKeepsItsMetadata) {
  EXPECT_TRUE(document_.renderPhoto(lookup_).greyscale);
  document_.edits().append("add", 1, {{"value", 5}});
  const Photo result = document_.renderPhoto(lookup_);
  EXPECT_EQ(result.metadata.xmp, "kept");
  EXPECT_EQ(result.image.mat().at<cv::Vec3b>(0, 0)[0], 15);
  EXPECT_FALSE(result.greyscale);
}

TEST(Document, NeedsAPhoto) {
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "photo", [] { Document{Photo{}}; }));
}

}  // namespace
}  // namespace pentimento
