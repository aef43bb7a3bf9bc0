// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/segmentation.h"

#include <gtest/gtest.h>

#include <cmath>

namespace pentimento {
namespace {

/// Scores of two classes in a row of pixels, such that the true class 0 has these probabilities.
torch::Tensor scoresFor(const std::vector<double>& probabilities) {
  auto scores = torch::zeros({1, 2, 1, static_cast<std::int64_t>(probabilities.size())});
  for (std::size_t i = 0; i < probabilities.size(); ++i)
    scores[0][0][0][static_cast<std::int64_t>(i)] = std::log(probabilities[i] / (1 - probabilities[i]));
  return scores;
}

double lossOf(const std::vector<double>& probabilities, const HardMiningOptions& options) {
  const auto labels = torch::zeros({1, 1, static_cast<std::int64_t>(probabilities.size())}, torch::kInt64);
  return hardCrossEntropy(scoresFor(probabilities), labels, options).item<double>();
}

TEST(HardCrossEntropy, IsTheMeanOverThePixelsThatAreNotSure) {
  const double expected = -(std::log(0.1) + std::log(0.5) + std::log(0.69)) / 3;
  EXPECT_NEAR(lossOf({0.9, 0.1, 0.71, 0.5, 0.99, 0.69}, {.easy = 0.7, .atLeast = 0.25}), expected, 1e-5);
}

TEST(HardCrossEntropy, KeepsTheHardestWhereAllAreSure) {
  const double expected = -(std::log(0.8) + std::log(0.85)) / 2;
  EXPECT_NEAR(lossOf({0.9, 0.8, 0.95, 0.85}, {.easy = 0.7, .atLeast = 0.5}), expected, 1e-5);
}

TEST(HardCrossEntropy, WithAThresholdOfOneIsPlainCrossEntropy) {
  const double expected = -(std::log(0.9) + std::log(0.2)) / 2;
  EXPECT_NEAR(lossOf({0.9, 0.2}, {.easy = 1, .atLeast = 0.1}), expected, 1e-5);
}

TEST(HardCrossEntropy, ClassWeightsWeighTheHardPixelsAndDoNotChooseThem) {
  auto scores = scoresFor({0.9, 0.2, 0.4});
  const auto labels = torch::tensor({0, 0, 1}, torch::kInt64).reshape({1, 1, 3});
  const auto weights = torch::tensor({5.0f, 2.0f});
  // The first is sure, however much its class weighs; the third's true class has 0.6.
  const auto loss = hardCrossEntropy(scores, labels, {.easy = 0.7, .atLeast = 0.1}, weights).item<double>();
  EXPECT_NEAR(loss, -(5 * std::log(0.2) + 2 * std::log(0.6)) / 2, 1e-5);
  const auto hardest = hardCrossEntropy(scores, labels, {.easy = 0.01, .atLeast = 0.34}, weights);
  EXPECT_NEAR(hardest.item<double>(), -5 * std::log(0.2), 1e-5);
}

TEST(HardCrossEntropy, EasyPixelsGiveNoGradient) {
  auto scores = scoresFor({0.9, 0.2}).requires_grad_();
  hardCrossEntropy(scores, torch::zeros({1, 1, 2}, torch::kInt64), {.easy = 0.7, .atLeast = 0.1}).backward();
  EXPECT_EQ(scores.grad()[0][0][0][0].item<double>(), 0);
  EXPECT_NEAR(scores.grad()[0][0][0][1].item<double>(), -0.8, 1e-5);  // p - 1
}

}  // namespace
}  // namespace pentimento
