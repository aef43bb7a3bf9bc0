// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/residual_losses.h"

#include <gtest/gtest.h>

#include <cmath>

namespace pentimento {
namespace {

TEST(ResidualLosses, NormsAreSumsOverAPictureAndMeansOverPictures) {
  const auto residual = torch::tensor({1.0f, -2.0f, 3.0f, 0.5f, 0.0f, -0.5f}).view({2, 3, 1, 1});
  EXPECT_NEAR(pixelPenalty(residual).item<double>(), (6 + 1) / 2.0, 1e-6);
  EXPECT_NEAR(activationPenalty(residual, residual + 1).item<double>(), 3, 1e-6);
}

TEST(ResidualLosses, AClassIsWantedByItsSoftmaxProbability) {
  const auto logits = torch::tensor({0.0f, 1.0f, 2.0f}).view({1, 3});
  const double sum = 1 + std::exp(1.0) + std::exp(2.0);
  for (int t = 0; t < 3; ++t)  // labels as in section 3.3: 0 without, 1 with, 2 generated
    EXPECT_NEAR(classObjective(logits, t).item<double>(), -std::log(std::exp(t) / sum), 1e-5) << t;
}

TEST(ResidualLosses, ADualIsToBeTakenForTheClassThatItCameFrom) {
  // Eq. (7), i = 0: G1(G0(x0)) counts as without. The objective falls as the logit of class 0 rises.
  auto logits = torch::zeros({2, 3}).set_requires_grad(true);
  classObjective(logits, 0).backward();
  EXPECT_LT(logits.grad().index({0, 0}).item<double>(), 0);
  EXPECT_GT(logits.grad().index({0, 1}).item<double>(), 0);
  EXPECT_GT(logits.grad().index({1, 2}).item<double>(), 0);
}

/// Two heads: patches of two places, and the whole. Channels: without, with.
const HeadLogits heads{torch::tensor({2.0f, 0.0f, -0.5f, -2.0f}).view({1, 2, 1, 2}),
                       torch::tensor({0.5f, 1.0f}).view({1, 2, 1, 1})};

TEST(ResidualLosses, RealPicturesAreFakeUnderTheOtherClass) {
  const double patchesOwn = (0 + 1) / 2.0, wholeOwn = 0.5;      // relu(1 - logit) of `without`
  const double patchesOther = (0.5 + 0) / 2.0, wholeOther = 2;  // relu(1 + logit) of `with`
  EXPECT_NEAR(realPairObjective(heads, 0).item<double>(),
              1.5 * (patchesOwn + wholeOwn) / 2 + 0.5 * (patchesOther + wholeOther) / 2, 1e-6);
  EXPECT_NEAR(realPairObjective(heads, 0, {2, 3}).item<double>(),
              2 * (patchesOwn + wholeOwn) / 2 + 3 * (patchesOther + wholeOther) / 2, 1e-6);
}

TEST(ResidualLosses, WhoSaysTheSameOfEveryPictureGainsNothingByWhatItIs) {
  const auto objective = [](float always) {
    const HeadLogits same{torch::full({1, 2, 1, 1}, always)};
    return (realPairObjective(same, 0) + realPairObjective(same, 1) + editedPairObjective(same, 0) +
            editedPairObjective(same, 1))
        .item<double>();
  };
  EXPECT_NEAR(objective(-0.7f), objective(0.4f), 1e-5);
  EXPECT_GT(objective(-1.5f), objective(0.4f) + 0.1);
}

TEST(ResidualLosses, EditedPicturesAreFakeUnderTheirTarget) {
  EXPECT_NEAR(editedPairObjective(heads, 1).item<double>(), ((0.5 + 0) / 2 + 2) / 2, 1e-6);
  EXPECT_NEAR(transformPairObjective(heads, 1).item<double>(), (1.25 - 1) / 2, 1e-6);
}

}  // namespace
}  // namespace pentimento
