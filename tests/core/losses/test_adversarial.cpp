// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>

#include "core/losses/adversarial.h"

namespace pentimento {
namespace {

double logSigmoid(double x) { return -std::log1p(std::exp(-x)); }

TEST(AdversarialLoss, FollowsEquationsFourToSix) {
  const std::vector<torch::Tensor> real{torch::tensor({1.5F, -0.5F}), torch::tensor({0.25F})};
  const std::vector<torch::Tensor> fake{torch::tensor({-2.0F, 0.5F}), torch::tensor({1.0F})};
  const double discriminator = -(logSigmoid(1.5) + logSigmoid(-0.5)) / 2 - logSigmoid(0.25)  // -log D(x, y)
                               - (logSigmoid(2.0) + logSigmoid(-0.5)) / 2 - logSigmoid(-1.0);  // -log(1 - D(x, G))
  EXPECT_NEAR(discriminatorLoss(real, fake).item<double>(), discriminator, 1e-6);
  const double generator = -(logSigmoid(-2.0) + logSigmoid(0.5)) / 2 - logSigmoid(1.0);  // -log D(x, G(x))
  EXPECT_NEAR(generatorLoss(fake).item<double>(), generator, 1e-6);
}

TEST(AdversarialLoss, DoesNotSaturateWhenTheDiscriminatorIsSure) {
  auto logit = torch::full({1}, -30.0F, torch::requires_grad());
  generatorLoss({logit}).backward();
  EXPECT_NEAR(logit.grad().item<double>(), -1, 1e-6);
}

}  // namespace
}  // namespace pentimento
