// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/modulated_norm.h"

#include <gtest/gtest.h>

#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

using test::isNear;

struct Case {
  torch::Tensor x, scale, shift, labels;
};

/// Two pictures of more pixels than one chunk, so that sums over chunks are seen too; 7 regions.
Case made(torch::ScalarType type, std::int64_t tables) {
  torch::manual_seed(1);
  Case c;
  c.x = (torch::randn({2, 5, 70, 66}) * 3 + 2).to(type).contiguous(at::MemoryFormat::ChannelsLast);
  c.scale = torch::randn({tables, 7, 5}) + 1;
  c.shift = torch::randn({tables, 7, 5});
  c.labels = torch::randint(7, {2, 70, 66}).to(torch::kUInt8);
  return c;
}

void compare(Case c, double slope, double tolerance) {
  Case other{c.x.clone(), c.scale.clone(), c.shift.clone(), c.labels};
  for (auto* one : {&c, &other})
    for (auto* tensor : {&one->x, &one->scale, &one->shift}) tensor->set_requires_grad(true);
  const auto fused = modulatedInstanceNorm(c.x, c.scale, c.shift, c.labels, slope);
  const auto composed = composedInstanceNorm(other.x, other.scale, other.shift, other.labels, slope);
  EXPECT_EQ(fused.scalar_type(), c.x.scalar_type());
  EXPECT_TRUE(isNear(fused, composed, tolerance, tolerance));
  const auto weights = torch::randn({2, 5, 70, 66});
  (fused.to(torch::kFloat32) * weights).sum().backward();
  (composed.to(torch::kFloat32) * weights).sum().backward();
  EXPECT_TRUE(isNear(c.x.grad(), other.x.grad(), tolerance, tolerance));
  // Sums over thousands of pixels.
  EXPECT_TRUE(isNear(c.scale.grad(), other.scale.grad(), tolerance * 200, tolerance));
  EXPECT_TRUE(isNear(c.shift.grad(), other.shift.grad(), tolerance * 200, tolerance));
}

TEST(ModulatedNorm, IsWhatItsOperatorsComposeTo) {
  compare(made(torch::kFloat32, 2), 0, 2e-5);
}
TEST(ModulatedNorm, SharesOneTableAmongPictures) {
  compare(made(torch::kFloat32, 1), 0.2, 2e-5);
}
TEST(ModulatedNorm, WithoutActivation) {
  compare(made(torch::kFloat32, 2), 1, 2e-5);
}
TEST(ModulatedNorm, InBfloat16) {
  compare(made(torch::kBFloat16, 2), 0.2, 0.03);
}

TEST(ModulatedNorm, OneRowIsAdaptiveInstanceNormalisation) {
  // AdaIN(x, y) = sigma(y) (x - mu(x)) / sigma(x) + mu(y): the result has y's statistics.
  torch::manual_seed(2);
  const auto x = torch::randn({1, 3, 16, 16}) * 5 - 1;
  const auto mean = torch::tensor({1.0f, -2.0f, 0.5f}), deviation = torch::tensor({0.3f, 2.0f, 1.0f});
  const auto y = modulatedInstanceNorm(x, deviation.view({1, 1, 3}), mean.view({1, 1, 3}), {}, 1);
  EXPECT_TRUE(isNear(y.mean({0, 2, 3}), mean, 1e-4));
  EXPECT_TRUE(isNear(y.var({0, 2, 3}, false).sqrt(), deviation, 1e-4));
}

TEST(ModulatedNorm, PlainNormalisationDoesNotDependOnThreads) {
  const auto c = made(torch::kFloat32, 1);
  at::set_num_threads(1);
  const auto one = instanceNorm(c.x, 0);
  at::set_num_threads(2);
  const auto two = instanceNorm(c.x, 0);
  at::set_num_threads(1);
  EXPECT_TRUE(test::isIdentical(one, two));
}

TEST(ModulatedNorm, ComposedOperatorsCanBeDifferentiatedTwice) {
  const auto x = torch::randn({1, 2, 8, 8}).set_requires_grad(true);
  const auto y = composedInstanceNorm(x, torch::ones({1, 1, 2}), torch::zeros({1, 1, 2}), {}, 0.2);
  const auto slope = torch::autograd::grad({y.pow(2).sum() + y.pow(3).sum()}, {x}, {}, true, true)[0];
  slope.pow(2).sum().backward();
  EXPECT_GT(x.grad().abs().sum().item<double>(), 0);
}

}  // namespace
}  // namespace pentimento
