// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "core/effects/attributes.h"
#include "tests/support/errors.h"

namespace pentimento::test {
namespace {

double& strengthOf(AttributesFace& face, Attribute attribute) {
  return face.strengths[static_cast<std::size_t>(attribute)];
}

AttributesParameters sampleAttributes() {
  AttributesFace first{{{30.25, 40}, {20, 3}, {-3, 20}}, {}, {}};
  strengthOf(first, Attribute::Glasses) = 1.25;
  strengthOf(first, Attribute::MouthOpen) = -0.5;
  AttributesFace second = first;
  cv::Mat kept(64, 64, CV_8U);
  cv::randu(kept, 0, 256);
  second.kept = Image(kept);
  return {{first, second}};
}

AttributesParameters parseAttributes(const nlohmann::json& json) {
  return json.get<AttributesParameters>();
}

TEST(AttributesParameters, SurviveBeingStored) {
  const auto before = sampleAttributes();
  const auto after = parseAttributes(nlohmann::json::parse(nlohmann::json(before).dump()));
  ASSERT_EQ(after.faces.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto &a = before.faces[i], &b = after.faces[i];
    EXPECT_EQ(a.alignment.centre, b.alignment.centre);
    EXPECT_EQ(a.alignment.x, b.alignment.x);
    EXPECT_EQ(a.alignment.y, b.alignment.y);
    EXPECT_EQ(a.strengths, b.strengths);
  }
  EXPECT_TRUE(after.faces[0].kept.empty());
  EXPECT_TRUE(samePixels(before.faces[1].kept, after.faces[1].kept));
}

TEST(AttributesParameters, StoreWhatIsSetAlone) {
  const nlohmann::json json = sampleAttributes();
  EXPECT_EQ(json["faces"][0]["strengths"], (nlohmann::json{{"glasses", 1.25}, {"mouth_open", -0.5}}));
  EXPECT_FALSE(json["faces"][0].contains("kept"));
}

TEST(AttributesParameters, RefuseWhatTheyDidNotWrite) {
  const nlohmann::json good = sampleAttributes();
  const auto refuses = [&good](const char* pointer, const nlohmann::json& value, const char* part) {
    nlohmann::json bad = good;
    bad[nlohmann::json::json_pointer(pointer)] = value;
    return throwsError(ErrorKind::InvalidArgument, part, [&] { parseAttributes(bad); });
  };
  EXPECT_TRUE(refuses("/faces", 3, "list"));
  EXPECT_TRUE(refuses("/faces/0", "face", "attributes"));
  EXPECT_TRUE(refuses("/faces/0/alignment", nullptr, "attributes"));
  EXPECT_TRUE(refuses("/faces/0/alignment/x", {1, "2"}, "two numbers"));
  EXPECT_TRUE(refuses("/faces/0/strengths", 1, "object"));
  EXPECT_TRUE(refuses("/faces/0/strengths/hat", 1, "glasses, beard"));
  EXPECT_TRUE(refuses("/faces/0/strengths/glasses", "1", "glasses"));
  EXPECT_TRUE(refuses("/faces/1/kept", 5, "attributes"));
  EXPECT_TRUE(refuses("/faces/1/kept", "aGFsbG8=", "attributes"));
  for (const nlohmann::json& bad : {nlohmann::json(), nlohmann::json::array(), nlohmann::json::object()})
    EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "attributes", [&] { parseAttributes(bad); }));
}

TEST(AttributesParameters, CheckWhatDoesNotFit) {
  EXPECT_NO_THROW(sampleAttributes().check(60, 80));
  const auto refuses = [](const std::string& part, const std::function<void(AttributesFace&)>& change) {
    auto parameters = sampleAttributes();
    change(parameters.faces[1]);
    return throwsError(ErrorKind::InvalidArgument, part, [&] { parameters.check(60, 80); });
  };
  EXPECT_TRUE(refuses("outside", [](AttributesFace& face) { face.alignment.centre = {-24, 40}; }));
  EXPECT_TRUE(refuses("area", [](AttributesFace& face) { face.alignment.x = {}; }));
  EXPECT_TRUE(
      refuses("smile is 1.6", [](AttributesFace& face) { strengthOf(face, Attribute::Smile) = 1.6; }));
  EXPECT_TRUE(refuses("male", [](AttributesFace& face) { strengthOf(face, Attribute::Male) = -1.51; }));
  EXPECT_TRUE(
      refuses("young", [](AttributesFace& face) { strengthOf(face, Attribute::Young) = std::nan(""); }));
  EXPECT_TRUE(refuses("kept", [](AttributesFace& face) { face.kept = Image(64, 60, 1, PixelDepth::U8); }));
  EXPECT_TRUE(refuses("kept", [](AttributesFace& face) { face.kept = Image(64, 64, 3, PixelDepth::U8); }));
  EXPECT_TRUE(refuses("kept", [](AttributesFace& face) { face.kept = Image(64, 64, 1, PixelDepth::F32); }));
}

TEST(AttributesFace, ChangesThePhotoWhenAStrengthIsSetAndSomethingIsKept) {
  AttributesFace face{{{30, 40}, {20, 0}, {0, 20}}, {}, {}};
  EXPECT_FALSE(face.changesPhoto());
  strengthOf(face, Attribute::Beard) = -0.1;
  EXPECT_TRUE(face.changesPhoto());
  face.kept = Image(cv::Mat(cv::Mat::zeros(8, 8, CV_8U)));
  EXPECT_FALSE(face.changesPhoto()) << "all of it is erased";
  face.kept.mat().at<std::uint8_t>(3, 3) = 1;
  EXPECT_TRUE(face.changesPhoto());
}

}  // namespace
}  // namespace pentimento::test
