// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/frechet_distance.h"

#include <gtest/gtest.h>

#include "tests/support/errors.h"

namespace pentimento {
namespace {

/// Four points whose mean is `mean` and whose covariance is diag(4/3 a^2, 4/3 b^2).
torch::Tensor cross(double mean, double a, double b) {
  return torch::tensor({{a, b}, {a, -b}, {-a, b}, {-a, -b}}, torch::kFloat64) + mean;
}

TEST(FrechetDistance, IsNothingBetweenASetAndItself) {
  EXPECT_NEAR(frechetDistance(cross(1, 2, 3), cross(1, 2, 3)), 0, 1e-9);
}

TEST(FrechetDistance, OfGaussiansWithEqualAxesIsKnown) {
  // Diagonal covariances: sum over axes of (difference of means)^2 + (s1 - s2)^2.
  const double s = 4.0 / 3;
  EXPECT_NEAR(frechetDistance(cross(0, 1, 2), cross(3, 1, 2)), 2 * 9, 1e-9);
  EXPECT_NEAR(frechetDistance(cross(0, 1, 2), cross(0, 3, 5)), s * (4 + 9), 1e-9);
}

TEST(FrechetDistance, DoesNotChangeWhenBothAreTurned) {
  const auto turn = torch::tensor({{0.8, -0.6}, {0.6, 0.8}}, torch::kFloat64);
  const auto a = cross(0, 1, 2), b = cross(1, 4, 0.5);
  EXPECT_NEAR(frechetDistance(a.mm(turn), b.mm(turn)), frechetDistance(a, b), 1e-9);
}

TEST(FrechetDistance, NeedsTwoPicturesOfTheSameFeatures) {
  EXPECT_THROW(frechetDistance(torch::zeros({1, 3}), torch::zeros({5, 3})), Error);
  EXPECT_THROW(frechetDistance(torch::zeros({5, 2}), torch::zeros({5, 3})), Error);
}

}  // namespace
}  // namespace pentimento
