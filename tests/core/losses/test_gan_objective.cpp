// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/gan_objective.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/losses/feature_matching.h"
#include "core/losses/gradient_penalty.h"
#include "tests/support/errors.h"

namespace pentimento {
namespace {

const std::vector<torch::Tensor> real{torch::tensor({2.0f, 0.5f}), torch::tensor({-1.0f})};
const std::vector<torch::Tensor> fake{torch::tensor({-3.0f, 0.0f}), torch::tensor({0.5f})};

double judge(GanObjective kind) {
  return discriminatorObjective(kind, real, fake).item<double>();
}
double paint(GanObjective kind) {
  return generatorObjective(kind, fake).item<double>();
}

TEST(GanObjective, MseIsLeastSquares) {
  EXPECT_NEAR(judge(GanObjective::Mse), ((1 + 0.25) / 2 + 4) / 2 + ((9 + 0) / 2.0 + 0.25) / 2, 1e-6);
  EXPECT_NEAR(paint(GanObjective::Mse), ((16 + 1) / 2.0 + 0.25) / 2, 1e-6);
}

TEST(GanObjective, BceIsTheLogarithm) {
  const auto minusLog = [](double logit) { return std::log1p(std::exp(-logit)); };  // -log sigmoid
  EXPECT_NEAR(judge(GanObjective::Bce),
              ((minusLog(2) + minusLog(0.5)) / 2 + minusLog(-1)) / 2 +
                  ((minusLog(3) + minusLog(0)) / 2 + minusLog(-0.5)) / 2,
              1e-5);
  EXPECT_NEAR(paint(GanObjective::Bce), ((minusLog(-3) + minusLog(0)) / 2 + minusLog(0.5)) / 2, 1e-5);
}

TEST(GanObjective, HingeStopsWhereTheJudgeIsSure) {
  EXPECT_NEAR(judge(GanObjective::Hinge), (0.5 / 2 + 2) / 2 + (1 / 2.0 + 1.5) / 2, 1e-6);
  EXPECT_NEAR(paint(GanObjective::Hinge), (1.5 - 0.5) / 2, 1e-6);
}

TEST(GanObjective, HasNames) {
  for (const auto kind : {GanObjective::Mse, GanObjective::Bce, GanObjective::Hinge})
    EXPECT_EQ(ganObjectiveNamed(nameOf(kind)), kind);
  EXPECT_THROW(ganObjectiveNamed("wasserstein"), Error);
}

TEST(GradientPenalty, OfALinearCriticIsKnown) {
  // D(x) = <w, x>: its gradient is w everywhere, the penalty (|w| - 1)^2 whatever the pictures.
  const auto weight = torch::tensor({3.0f, 0.0f, -4.0f}).set_requires_grad(true);
  const auto critic = [&](const torch::Tensor& x) { return (x.flatten(1) * weight).sum(1); };
  const auto penalty = gradientPenalty(critic, torch::rand({5, 3, 1, 1}), torch::rand({5, 3, 1, 1}), torch::rand({5, 1, 1, 1}));
  EXPECT_NEAR(penalty.item<double>(), 16, 1e-4);
  penalty.backward();  // d (|w| - 1)^2 / dw = 2 (|w| - 1) w / |w|
  EXPECT_TRUE(torch::allclose(weight.grad(), torch::tensor({4.8f, 0.0f, -6.4f}), 1e-4, 1e-4));
}

TEST(GradientPenalty, IsTakenBetweenRealAndFake) {
  // D(x) = x^2 / 2 on one number: the gradient at x is x. Real 1 and fake 1: exactly 1, no penalty; 3 and
  // 3: 4.
  const auto critic = [](const torch::Tensor& x) { return x.pow(2).sum({1, 2, 3}) / 2; };
  const auto at = [&](double a, double b) {
    return gradientPenalty(critic, torch::full({64, 1, 1, 1}, a), torch::full({64, 1, 1, 1}, b),
                           torch::rand({64, 1, 1, 1}))
        .item<double>();
  };
  EXPECT_NEAR(at(1, 1), 0, 1e-6);
  EXPECT_NEAR(at(3, 3), 4, 1e-5);
  EXPECT_GT(at(1, 3), 0.2);
  EXPECT_LT(at(1, 3), 3.5);
}

TEST(FeatureMatching, IsTheMeanOverLayersAndScalesAndGivesRealNoGradient) {
  const auto layer = [](double value) { return torch::full({1, 2, 3, 3}, value).set_requires_grad(true); };
  const std::vector<std::vector<torch::Tensor>> a{{layer(1), layer(2)}, {layer(0)}};
  const std::vector<std::vector<torch::Tensor>> b{{layer(1.5), layer(0)}, {layer(3)}};
  const auto distance = featureMatching(a, b);
  EXPECT_NEAR(distance.item<double>(), (0.5 + 2 + 3) / 3, 1e-6);
  distance.backward();
  EXPECT_TRUE(a[0][0].grad().defined());
  EXPECT_FALSE(b[0][0].grad().defined());
}

TEST(RelativeFeatureDistance, DividesEachLevelByTheMagnitudeOfTheRealOne) {
  const auto level = [](double value) { return torch::full({1, 2, 3, 3}, value); };
  const std::vector<torch::Tensor> a{level(9), level(5), level(0.1)}, b{level(1), level(4), level(-0.2)};
  EXPECT_NEAR(relativeFeatureDistance(a, b).item<double>(), (8 + 0.25 + 1.5) / 3, 1e-5);
  EXPECT_NEAR(relativeFeatureDistance(a, b, 1).item<double>(), (0.25 + 1.5) / 2, 1e-5);
}

}  // namespace
}  // namespace pentimento
