// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/networks/makeup_generator.h"
#include "core/networks/subpixels.h"
#include "tests/support/errors.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento::test {
namespace {

MakeupGeneratorOptions smallMakeup() {
  MakeupGeneratorOptions options;
  options.size = 64;
  options.baseChannels = 8;
  options.blocks = 2;
  options.illumination.baseChannels = 4;
  return options;
}

/// The last layer begins next to zero, and all others smallMakeup: for tests of what reaches the result.
void wake(MakeupGenerator& generator) {
  torch::NoGradGuard noGradient;
  for (auto& parameter : generator->named_parameters())
    if (parameter.key() == "output.weight")
      parameter.value().normal_(0, 0.3);
    else if (parameter.key().starts_with("transfer") || parameter.key().starts_with("quarter"))
      parameter.value().normal_(0, 0.1);
}

TEST(MakeupGenerator, GivesATextureOfTheSourcesSizeThatBeginsAsTheSource) {
  MakeupGenerator generator(smallMakeup());
  const auto source = torch::rand({2, 3, 64, 64}) * 2 - 1, reference = torch::rand({2, 3, 64, 64}) * 2 - 1;
  const auto result = generator(source, reference);
  EXPECT_TRUE(hasShape(result, {2, 3, 64, 64}));
  EXPECT_LT((result - source).abs().max().item<double>(), 0.1);
}

TEST(MakeupGenerator, ComputesInBfloat16) {
  MakeupGenerator generator(smallMakeup());
  const auto source = torch::rand({1, 3, 64, 64}) * 2 - 1, reference = torch::rand({1, 3, 64, 64}) * 2 - 1;
  wake(generator);
  const auto exact = generator(source, reference);
  const auto coarse = generator(source.to(torch::kBFloat16), reference.to(torch::kBFloat16));
  EXPECT_EQ(coarse.scalar_type(), torch::kFloat32);
  EXPECT_LT((coarse - exact).abs().mean().item<double>(), 0.02);
}

TEST(MakeupGenerator, ShadeZeroLooksAtTheSourceAlone) {
  MakeupGenerator generator(smallMakeup());
  wake(generator);
  const auto source = torch::rand({1, 3, 64, 64}) * 2 - 1;
  const auto one = torch::rand({1, 3, 64, 64}) * 2 - 1, other = torch::rand({1, 3, 64, 64}) * 2 - 1;
  const auto none = torch::zeros({}), full = torch::ones({});
  EXPECT_TRUE(isNear(generator(source, one, none), generator(source, other, none), 1e-5));
  EXPECT_FALSE(isNear(generator(source, one, full), generator(source, other, full), 1e-3));
  EXPECT_TRUE(isNear(generator(source, one, full), generator(source, one), 1e-5));
  EXPECT_TRUE(isNear(generator(source, one, none), generator(source, source), 1e-4));
}

TEST(MakeupGenerator, ShadeCanBeAMap) {
  MakeupGenerator generator(smallMakeup());
  wake(generator);
  const auto source = torch::rand({1, 3, 64, 64}) * 2 - 1, reference = torch::rand({1, 3, 64, 64}) * 2 - 1;
  EXPECT_TRUE(
      isNear(generator(source, reference, torch::ones({1, 1, 16, 16})), generator(source, reference), 1e-5));
}

TEST(MakeupGenerator, AblationsLackWhatThePaperTakesAway) {
  auto withoutIrm = smallMakeup(), withoutMla = smallMakeup();
  withoutIrm.withoutIrm = true;
  withoutMla.withoutMla = true;
  const auto named = [](const MakeupGeneratorOptions& options, const std::string& part) {
    MakeupGenerator generator(options);
    for (const auto& parameter : generator->named_parameters())
      if (parameter.key().starts_with(part)) return parameter.value().size(1);
    return std::int64_t(0);
  };
  EXPECT_EQ(named(smallMakeup(), "repair.fuse"), 3 * 16);  // eq. (5)
  EXPECT_EQ(named(withoutMla, "repair.fuse"), 16);
  EXPECT_EQ(named(withoutIrm, "repair"), 0);
  EXPECT_EQ(named(withoutIrm, "illumination"), 0);
  const auto texture = torch::rand({1, 3, 64, 64});
  for (const auto& options : {withoutIrm, withoutMla})
    EXPECT_TRUE(hasShape(MakeupGenerator(options)(texture, texture), {1, 3, 64, 64}));
}

TEST(MakeupGenerator, LeavesTheClassifierAlone) {
  MakeupGenerator generator(smallMakeup());
  wake(generator);
  const auto texture = torch::rand({1, 3, 64, 64});
  generator(texture, texture.flip({3})).sum().backward();
  for (const auto& parameter : generator->named_parameters()) {
    if (parameter.key().starts_with("illumination"))
      EXPECT_FALSE(parameter.value().grad().defined()) << parameter.key();
    else
      EXPECT_TRUE(parameter.value().grad().defined()) << parameter.key();
  }
}

/// Leaves the middle of every 3x3 kernel but those of the dilated layers.
void keepMiddles(MakeupTransferModule& module) {
  torch::NoGradGuard noGradient;
  for (auto& parameter : module->named_parameters()) {
    auto& weight = parameter.value();
    if (weight.dim() != 4 || weight.size(2) != 3 || parameter.key().starts_with("first")) continue;
    const auto middle = weight.slice(2, 1, 2).slice(3, 1, 2).clone();
    weight.zero_().slice(2, 1, 2).slice(3, 1, 2).copy_(middle);
  }
}

TEST(MakeupTransferModule, SeesAsMuchOfTexturesTwiceAsLarge) {
  MakeupTransferModule plain(4, 2), far(4, 2, 2);
  {
    torch::NoGradGuard noGradient;
    for (auto& parameter : plain->named_parameters()) {
      parameter.value().normal_(0, 0.3);
      far->named_parameters()[parameter.key()].copy_(parameter.value());
    }
  }
  keepMiddles(plain);
  keepMiddles(far);
  const auto twice = [](const torch::Tensor& x) { return x.repeat_interleave(2, 2).repeat_interleave(2, 3); };
  const auto source = torch::rand({1, 4, 12, 12}), reference = torch::rand({1, 4, 12, 12});
  const auto result = far(twice(source), twice(reference), torch::Tensor());
  EXPECT_TRUE(isNear(result, twice(plain(source, reference, torch::Tensor())), 1e-4));
  EXPECT_FALSE(isNear(result, plain(twice(source), twice(reference), torch::Tensor()), 1e-2));
}

TEST(MakeupGenerator, OptionsComeBackAndAreChecked) {
  auto options = smallMakeup();
  options.withoutMla = true;
  const auto back = nlohmann::json(options).get<MakeupGeneratorOptions>();
  EXPECT_EQ(nlohmann::json(back), nlohmann::json(options));
  options.withoutIrm = true;
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "without_mla", [&] { options.check(); }));
  options = smallMakeup();
  options.size = 100;
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "size", [&] { options.check(); }));
}

TEST(Subpixels, BeginWithoutACheckerboard) {
  ConvLayer layer(paddedConvolution(3, 4 * 2, 3, 1));
  alignSubpixels(layer);
  const auto large = twiceAsLarge(layer(torch::rand({1, 3, 8, 8})));
  EXPECT_TRUE(hasShape(large, {1, 2, 16, 16}));
  const auto even = large.slice(2, 0, c10::nullopt, 2), odd = large.slice(2, 1, c10::nullopt, 2);
  EXPECT_TRUE(isNear(even, odd, 1e-6));
}

}  // namespace
}  // namespace pentimento::test
