// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "core/effects/makeup.h"
#include "tests/support/errors.h"
#include "tests/support/made_textures.h"

namespace pentimento::test {
namespace {

MakeupParameters sampleMakeup() {
  const auto face = madeTexture(256, 3);
  MakeupShades shades{1.25, {1, 0.5, 0, 0.75}};
  return {{{{{30, 40}, {20, 1}, {-1, 20}}, {face.texture, face.labels}, {}},
           {{{20.5, 30}, {18, 0}, {0, 18}}, {face.texture, face.labels}, shades}}};
}

MakeupParameters parseMakeup(const nlohmann::json& json) {
  return json.get<MakeupParameters>();
}

TEST(MakeupParameters, SurviveBeingStored) {
  const auto before = sampleMakeup();
  const auto after = parseMakeup(nlohmann::json::parse(nlohmann::json(before).dump()));
  ASSERT_EQ(after.faces.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto &a = before.faces[i], &b = after.faces[i];
    EXPECT_EQ(a.alignment.centre, b.alignment.centre);
    EXPECT_EQ(a.alignment.x, b.alignment.x);
    EXPECT_EQ(a.alignment.y, b.alignment.y);
    EXPECT_EQ(a.shades, b.shades);
    EXPECT_TRUE(samePixels(a.reference.texture, b.reference.texture));
    EXPECT_TRUE(samePixels(a.reference.labels, b.reference.labels));
  }
}

TEST(MakeupParameters, NameTheRegions) {
  const nlohmann::json json = sampleMakeup();
  EXPECT_EQ(json["faces"][1]["shades"]["regions"],
            (nlohmann::json{{"lips", 1.0}, {"eyes", 0.5}, {"brows", 0.0}, {"skin", 0.75}}));
}

TEST(MakeupParameters, RefuseWhatTheyDidNotWrite) {
  const nlohmann::json good = sampleMakeup();
  const auto refuses = [&good](const char* pointer, const nlohmann::json& value, const char* part) {
    nlohmann::json bad = good;
    bad[nlohmann::json::json_pointer(pointer)] = value;
    return throwsError(ErrorKind::InvalidArgument, part, [&] { parseMakeup(bad); });
  };
  EXPECT_TRUE(refuses("/faces", 3, "list"));
  EXPECT_TRUE(refuses("/faces/0", "face", "makeup"));
  EXPECT_TRUE(refuses("/faces/0/alignment/x", {1, "2"}, "two numbers"));
  EXPECT_TRUE(refuses("/faces/0/reference", 1, "makeup"));
  EXPECT_TRUE(refuses("/faces/0/reference/texture", 1, "makeup"));
  EXPECT_TRUE(refuses("/faces/0/reference/texture", "aGFsbG8=", "picture"));
  EXPECT_TRUE(refuses("/faces/0/reference/labels", "aGFsbG8=", "makeup"));
  EXPECT_TRUE(refuses("/faces/1/shades", nullptr, "makeup"));
  EXPECT_TRUE(refuses("/faces/1/shades/shade", "much", "shade"));
  EXPECT_TRUE(refuses("/faces/1/shades/regions", {{"lips", 1}}, "eyes"));
  EXPECT_TRUE(refuses("/faces/1/shades/regions/skin", nullptr, "skin"));
  for (const nlohmann::json& bad : {nlohmann::json(), nlohmann::json::array(), nlohmann::json::object()})
    EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "makeup", [&] { parseMakeup(bad); }));
}

TEST(MakeupParameters, CheckWhatDoesNotFit) {
  EXPECT_NO_THROW(sampleMakeup().check(60, 80));
  const auto refuses = [](const std::string& part, const std::function<void(MakeupFace&)>& change) {
    auto parameters = sampleMakeup();
    change(parameters.faces[1]);
    return throwsError(ErrorKind::InvalidArgument, part, [&] { parameters.check(60, 80); });
  };
  EXPECT_TRUE(refuses("outside", [](MakeupFace& face) { face.alignment.centre = {-24, 40}; }));
  EXPECT_TRUE(refuses("area", [](MakeupFace& face) { face.alignment.x = {}; }));
  EXPECT_TRUE(refuses("shade of make-up is 1.6", [](MakeupFace& face) { face.shades.shade = 1.6; }));
  EXPECT_TRUE(refuses("shade", [](MakeupFace& face) { face.shades.shade = -0.1; }));
  EXPECT_TRUE(refuses("eyes", [](MakeupFace& face) { face.shades.regions[1] = 1.01; }));
  EXPECT_TRUE(refuses("skin", [](MakeupFace& face) { face.shades.regions[3] = std::nan(""); }));
  EXPECT_TRUE(refuses("256 x 256", [](MakeupFace& face) { face.reference = {}; }));
  EXPECT_TRUE(refuses("256 x 256", [](MakeupFace& face) {
    const auto small = madeTexture(128, 1);
    face.reference = {small.texture, small.labels};
  }));
  EXPECT_TRUE(refuses("label of 19", [](MakeupFace& face) {
    face.reference.labels = face.reference.labels.clone();
    face.reference.labels.mat().at<std::uint8_t>(3, 3) = 19;
  }));
}

TEST(MakeupFace, ChangesThePhotoWhenAnyRegionIsShaded) {
  MakeupFace face;
  EXPECT_TRUE(face.changesPhoto());
  face.shades.shade = 0;
  EXPECT_FALSE(face.changesPhoto());
  face.shades = {1, {0, 0, 0, 0}};
  EXPECT_FALSE(face.changesPhoto());
  face.shades.regions[2] = 0.1;
  EXPECT_TRUE(face.changesPhoto());
}

}  // namespace
}  // namespace pentimento::test
