// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <torch/script.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/face/label_map.h"
#include "core/training/attribute_accuracy.h"
#include "core/training/attribute_region.h"
#include "core/training/identity_distance.h"
#include "core/training/landmark_error.h"
#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

TEST(AttributeRegion, EachAttributeHasItsPlace) {
  auto labels = torch::full({100, 100}, static_cast<int>(FaceClass::Skin), torch::kUInt8);
  labels.slice(1, 0, 10).fill_(static_cast<int>(FaceClass::Background));
  const auto at = [&](Attribute attribute, int y, int x) {
    return attributeRegion(attribute, labels)[y][x].item<bool>();
  };
  EXPECT_TRUE(at(Attribute::Glasses, 47, 38)) << "an eye";
  EXPECT_FALSE(at(Attribute::Glasses, 75, 50)) << "the mouth";
  EXPECT_TRUE(at(Attribute::Smile, 75, 50));
  EXPECT_FALSE(at(Attribute::Beard, 20, 50)) << "the forehead";
  EXPECT_TRUE(at(Attribute::Young, 20, 50));
  EXPECT_FALSE(at(Attribute::Male, 50, 5)) << "the background";
}

TEST(AttributeRegion, TheCloseUpShowsWhatDecidesTwiceAsLarge) {
  for (const std::int64_t side : {64, 128, 192, 256}) {
    auto faces = torch::zeros({2, 3, side, side});
    const auto mark = [&](double y, double x, double value) {
      const auto from = [&](double share) { return static_cast<std::int64_t>((share - 0.03) * side); };
      const auto to = [&](double share) { return static_cast<std::int64_t>((share + 0.03) * side) + 1; };
      faces.slice(2, from(y), to(y)).slice(3, from(x), to(x)).fill_(value);
    };
    mark(0.47, 0.38, 1);  // the eyes
    mark(0.47, 0.62, 1);
    mark(0.7, 0.5, 2);  // the mouth
    faces.set_requires_grad(true);
    for (const auto attribute : attributes) {
      SCOPED_TRACE(nameOf(attribute) + ", " + std::to_string(side));
      const auto seen = closeUp(attribute, faces);
      for (const int axis : {2, 3}) {
        EXPECT_EQ(seen.size(axis) % 32, 0);
        EXPECT_GE(seen.size(axis), 64);
      }
      const bool eyes = (seen == 1).any().item<bool>(), mouth = (seen == 2).any().item<bool>();
      EXPECT_EQ(eyes, attribute == Attribute::Glasses || isGlobal(attribute));
      EXPECT_EQ(mouth, attribute != Attribute::Glasses);
    }
    const auto mouth = closeUp(Attribute::Smile, faces);
    EXPECT_NEAR(static_cast<double>(mouth.size(2)), std::max(64.0, 2 * 0.375 * side), 16);
    mouth.sum().backward();
    EXPECT_EQ(faces.grad().slice(2, 0, side / 2).abs().sum().item<float>(), 0) << "what it shows alone";
    EXPECT_GT(faces.grad().slice(2, side / 2).sum().item<float>(), 0);
  }
}

TEST(AttributeRegion, PsnrIsThatOfWhatLiesOutside) {
  const auto a = torch::zeros({3, 10, 10});
  auto b = a.clone();
  b.slice(1, 0, 5).fill_(0.2);
  auto upper = torch::zeros({10, 10}, torch::kBool);
  upper.slice(0, 0, 5).fill_(true);
  EXPECT_EQ(psnrOutside(a, b, upper), 100) << "only what was allowed to change did";
  EXPECT_NEAR(psnrOutside(a, b, upper.logical_not()), 10 * std::log10(4 / 0.04), 1e-3);
  EXPECT_NEAR(psnrOutside(a, b, torch::zeros_like(upper)), 10 * std::log10(4 / 0.02), 1e-3);
}

TEST(LandmarkError, IsInSharesOfTheEyesDistance) {
  FaceMesh mesh(468);
  mesh[33] = {10, 50, 0};  // the outer corners of the eyes: 80 apart
  mesh[263] = {90, 50, 0};
  Landmarks landmarks{};
  landmarks[36] = {10, 50};
  landmarks[45] = {90, 50};
  EXPECT_DOUBLE_EQ(landmarkError(landmarks, mesh).eyes, 0);
  landmarks[45].y += 12 * 8;  // one of twelve is 96 pixels off
  EXPECT_NEAR(landmarkError(landmarks, mesh).eyes, 8.0 / 80, 1e-9);
  EXPECT_DOUBLE_EQ(landmarkError(landmarks, mesh).rest, 0);
  landmarks[54].x += 6 * 4;  // a corner of the mouth, one of six
  EXPECT_NEAR(landmarkError(landmarks, mesh).rest, 4.0 / 80, 1e-9);
}

class IdentityTest : public test::TemporaryFolderTest {
 protected:
  /// A descriptor of its own: `body` makes the output of the picture x.
  IdentityDescriptor descriptor(const std::string& body) const {
    torch::jit::Module network("Descriptor");
    network.define("def forward(self, x):\n  return " + body + "\n");
    network.save(file("descriptor.pt").string());
    return IdentityDescriptor(file("descriptor.pt"));
  }
};

TEST_F(IdentityTest, TheDescriptorSeesTheMiddleOfTheCropInItsOwnScale) {
  auto crop = torch::full({3, 200, 200}, 0.5);
  crop.slice(2, 0, 20).fill_(-1);                                       // off the part that it sees
  for (const char* body : {"x.mean((2, 3))", "(x.mean((2, 3)), x)"}) {  // alone, or first of several
    const auto two = descriptor(body).describe(torch::stack({crop, crop - 0.1}));
    ASSERT_EQ(two.sizes(), (torch::IntArrayRef{2, 3}));
    EXPECT_NEAR(two[0][0].item<double>(), 1.5 * 127.5, 1e-2);
    EXPECT_NEAR(two[1][0].item<double>(), 1.4 * 127.5, 1e-2);
  }
  EXPECT_NEAR(descriptor("x.mean((2, 3))").distance(crop, crop - 0.2), std::sqrt(3.0) * 0.2 * 127.5, 1e-1);
}

TEST_F(IdentityTest, GradientsReachWhatTheDescriptorSees) {
  const auto crops = torch::full({1, 3, 200, 200}, 0.5).requires_grad_();
  descriptor("x.mean((2, 3))").describe(crops).sum().backward();
  EXPECT_GT(crops.grad()[0][0][100][100].item<double>(), 0);
  EXPECT_EQ(crops.grad()[0][0][100][10].item<double>(), 0) << "beside it";
}

TEST_F(IdentityTest, SaysWhatIsWrongWithTheFile) {
  EXPECT_TRUE(
      test::throwsError(ErrorKind::NotFound, "nothing.pt", [&] { IdentityDescriptor(file("nothing.pt")); }));
  std::ofstream(file("text.pt")) << "no network";
  EXPECT_TRUE(
      test::throwsError(ErrorKind::Unreadable, "text.pt", [&] { IdentityDescriptor(file("text.pt")); }));
}

TEST(AttributeAccuracy, AGuessOfTheCommonerAnswerIsWorthHalf) {
  const auto labels = torch::tensor({1.0f, 1.0f, 1.0f, 0.0f}).view({4, 1});
  const auto json = attributeAccuracy(torch::ones({4, 1}), labels, {"Smiling"});
  EXPECT_DOUBLE_EQ(json.at("accuracy").get<double>(), 0.75);
  EXPECT_DOUBLE_EQ(json.at("balanced").get<double>(), 0.5);
  EXPECT_TRUE(
      attributeAccuracy(torch::ones({4, 1}), torch::ones({4, 1}), {"Smiling"}).at("attributes").empty());
}

}  // namespace
}  // namespace pentimento
