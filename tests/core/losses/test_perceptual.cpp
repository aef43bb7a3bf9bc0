// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "core/losses/perceptual.h"
#include "core/tensor/safetensors.h"
#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

class Perceptual : public test::TemporaryFolderTest {
 protected:
  // torchvision's VGG-19 up to conv5_1, a sixteenth as wide, with random weights.
  Safetensors narrowVgg() {
    const std::vector<std::pair<int, int>> convs{{0, 4},   {2, 4},   {5, 8},   {7, 8},   {10, 16}, {12, 16}, {14, 16},
                                                 {16, 16}, {19, 32}, {21, 32}, {23, 32}, {25, 32}, {28, 32}};
    Safetensors weights;
    int in = 3;
    for (const auto& [index, out] : convs) {
      weights.tensors["features." + std::to_string(index) + ".weight"] = torch::randn({out, in, 3, 3}) * 0.2;
      weights.tensors["features." + std::to_string(index) + ".bias"] = torch::zeros({out});
      in = out;
    }
    return weights;
  }
};

TEST_F(Perceptual, TapsFiveLevelsEachAtItsResolution) {
  writeSafetensors(file("vgg.safetensors"), narrowVgg());
  const VggFeatures vgg(file("vgg.safetensors"));
  const auto taps = vgg(torch::rand({1, 3, 64, 64}));
  ASSERT_EQ(taps.size(), 5U);
  for (int level = 0; level < 5; ++level) EXPECT_EQ(taps[level].size(2), 64 >> level);
  EXPECT_GE(taps[4].min().item<double>(), 0) << "taps are after the ReLU";
}

TEST_F(Perceptual, DistanceIsTheMeanOfTheLevels) {
  writeSafetensors(file("vgg.safetensors"), narrowVgg());
  const VggFeatures vgg(file("vgg.safetensors"));
  const auto a = torch::rand({1, 3, 32, 32}), b = torch::rand({1, 3, 32, 32});
  EXPECT_EQ(perceptualDistance(vgg, a, a).item<double>(), 0);
  double expected = 0;
  const auto ours = vgg(a), theirs = vgg(b);
  for (int level = 0; level < 5; ++level) expected += (ours[level] - theirs[level]).abs().mean().item<double>() / 5;
  EXPECT_NEAR(perceptualDistance(vgg, a, b).item<double>(), expected, 1e-5);
}

TEST_F(Perceptual, AStudentBringsAPictureNearerToTheTruth) {
  const VggFeatures vgg(VggStudent(VggStudentOptions{4}));
  const auto truth = torch::rand({1, 3, 32, 32});
  auto picture = torch::full({1, 3, 32, 32}, 0.3).requires_grad_();
  const auto before = perceptualDistance(vgg, picture, truth);
  const auto gradient = torch::autograd::grad({before}, {picture})[0];
  const auto moved = (picture - 0.01 * gradient.sign()).detach();
  EXPECT_LT(perceptualDistance(vgg, moved, truth).item<double>(), before.item<double>());
}

TEST_F(Perceptual, NamesTheFileThatIsNoVgg) {
  auto weights = narrowVgg();
  weights.tensors.erase("features.28.bias");
  writeSafetensors(file("other.safetensors"), weights);
  EXPECT_TRUE(test::throwsError(ErrorKind::Unsupported, "features.28.bias",
                                [&] { VggFeatures vgg(file("other.safetensors")); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::NotFound, "none.safetensors",
                                [&] { VggFeatures vgg(file("none.safetensors")); }));
}

}  // namespace
}  // namespace pentimento
