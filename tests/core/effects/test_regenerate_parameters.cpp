// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "core/effects/regenerate.h"
#include "core/face/label_map.h"
#include "tests/support/errors.h"
#include "tests/support/made_faces.h"

namespace pentimento::test {
namespace {

RegenerateParameters sampleRegenerate() {
  const auto face = madeFace(64, 1), other = madeFace(64, 2);
  RegenerateFace first{{{30.25, 40}, {20, 3}, {-3, 20}}, face.labels, face.labels.clone(), true, {}};
  first.painted.mat().row(5).setTo(static_cast<int>(FaceClass::Hat));
  RegenerateFace second = first;
  second.wholeFace = false;
  second.style = StyleReference{other.picture, other.labels};
  return {{first, second}};
}

RegenerateParameters parseRegenerate(const nlohmann::json& json) {
  return json.get<RegenerateParameters>();
}

bool same(const Image& a, const Image& b) {
  return a.mat().type() == b.mat().type() && a.mat().size() == b.mat().size() &&
         cv::norm(a.mat(), b.mat(), cv::NORM_INF) == 0;
}

TEST(RegenerateParameters, SurviveBeingStored) {
  const auto before = sampleRegenerate();
  const auto after = nlohmann::json::parse(nlohmann::json(before).dump()).get<RegenerateParameters>();
  ASSERT_EQ(after.faces.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto &a = before.faces[i], &b = after.faces[i];
    EXPECT_EQ(a.alignment.centre, b.alignment.centre);
    EXPECT_EQ(a.alignment.x, b.alignment.x);
    EXPECT_EQ(a.alignment.y, b.alignment.y);
    EXPECT_TRUE(same(a.parsed, b.parsed));
    EXPECT_TRUE(same(a.painted, b.painted));
    EXPECT_EQ(a.wholeFace, b.wholeFace);
  }
  EXPECT_FALSE(after.faces[0].style);
  ASSERT_TRUE(after.faces[1].style);
  EXPECT_TRUE(same(before.faces[1].style->crop, after.faces[1].style->crop));
  EXPECT_TRUE(same(before.faces[1].style->labels, after.faces[1].style->labels));
}

TEST(RegenerateParameters, RefuseWhatTheyDidNotWrite) {
  const nlohmann::json good = sampleRegenerate();
  const auto refuses = [&good](const char* pointer, const nlohmann::json& value) {
    nlohmann::json bad = good;
    bad[nlohmann::json::json_pointer(pointer)] = value;
    return throwsError(ErrorKind::InvalidArgument, "", [&] { parseRegenerate(bad); });
  };
  EXPECT_TRUE(refuses("/faces", 3));
  EXPECT_TRUE(refuses("/faces/0", "face"));
  EXPECT_TRUE(refuses("/faces/0/alignment", nullptr));
  EXPECT_TRUE(refuses("/faces/0/alignment/x", {1, "2"}));
  EXPECT_TRUE(refuses("/faces/0/alignment/centre", {1, 2, 3}));
  EXPECT_TRUE(refuses("/faces/0/whole_face", 1));
  EXPECT_TRUE(refuses("/faces/0/parsed", 5));
  EXPECT_TRUE(refuses("/faces/0/parsed", ""));
  EXPECT_TRUE(refuses("/faces/0/parsed", "no base64!"));
  EXPECT_TRUE(refuses("/faces/0/painted", "aGFsbG8="));
  EXPECT_TRUE(refuses("/faces/1/style", 7));
  EXPECT_TRUE(refuses("/faces/1/style/crop", "aGFsbG8="));
  const auto& text = good["faces"][0]["parsed"].get_ref<const std::string&>();
  EXPECT_TRUE(refuses("/faces/0/parsed", text.substr(0, text.size() / 8 * 4))) << "truncated";
  for (const nlohmann::json& bad : {nlohmann::json(), nlohmann::json::array(), nlohmann::json::object()})
    EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "regenerate", [&] { parseRegenerate(bad); }));
}

TEST(RegenerateParameters, CheckWhatDoesNotFit) {
  EXPECT_NO_THROW(sampleRegenerate().check(60, 80));
  const auto refuses = [](const std::string& part, const std::function<void(RegenerateFace&)>& change) {
    auto parameters = sampleRegenerate();
    change(parameters.faces[1]);
    return throwsError(ErrorKind::InvalidArgument, part, [&] { parameters.check(60, 80); });
  };
  EXPECT_TRUE(refuses("outside", [](RegenerateFace& face) { face.alignment.centre = {-24, 40}; }));
  EXPECT_TRUE(refuses("outside", [](RegenerateFace& face) { face.alignment.centre = {30, 104}; }));
  EXPECT_TRUE(refuses("area", [](RegenerateFace& face) { face.alignment.x = {}; }));
  EXPECT_TRUE(refuses("area", [](RegenerateFace& face) { face.alignment.y = face.alignment.x; }));
  EXPECT_TRUE(refuses("area", [](RegenerateFace& face) { face.alignment.centre.x = std::nan(""); }));
  EXPECT_TRUE(refuses("parsed", [](RegenerateFace& face) { face.parsed = Image(); }));
  EXPECT_TRUE(
      refuses("painted", [](RegenerateFace& face) { face.painted = Image(64, 60, 1, PixelDepth::U8); }));
  EXPECT_TRUE(refuses("side of 32", [](RegenerateFace& face) {
    face.painted = Image(cv::Mat(cv::Mat::zeros(32, 32, CV_8U)));
  }));
  EXPECT_TRUE(
      refuses("class 19", [](RegenerateFace& face) { face.painted.mat().at<std::uint8_t>(3, 3) = 19; }));
  EXPECT_TRUE(
      refuses("style", [](RegenerateFace& face) { face.style->crop = Image(64, 32, 3, PixelDepth::U8); }));
}

}  // namespace
}  // namespace pentimento::test
