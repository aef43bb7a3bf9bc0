// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/networks/illumination_classifier.h"
#include "core/networks/illumination_repair.h"
#include "tests/support/errors.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

IlluminationClassifierOptions narrowClassifier() {
  return {4, 64};
}

TEST(IlluminationClassifier, TellsTenClassesAndAttendsAtThreeSizes) {
  IlluminationClassifier network(narrowClassifier());
  for (const std::int64_t side : {48, 64, 128}) {  // any side: the light is looked at at one size
    const auto seen = network->look(torch::rand({2, 3, side, side}) * 2 - 1);
    EXPECT_TRUE(test::hasShape(seen.logits, {2, lightClassCount}));
    ASSERT_EQ(seen.attention.size(), 3U);
    for (std::int64_t l = 0; l < 3; ++l) {
      EXPECT_TRUE(test::hasShape(seen.attention[l], {2, 1, 32 >> l, 32 >> l}));
      EXPECT_TRUE(test::isWithin(seen.attention[l], 0, 1));
    }
  }
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "[N, 3, S, S]", [&] {
    network(torch::zeros({1, 1, 64, 64}));
  }));
}

TEST(IlluminationClassifier, SaysTheSameInEachOfItsWays) {
  IlluminationClassifier network(narrowClassifier());
  const torch::NoGradGuard noGradient;
  const auto texture = torch::rand({2, 3, 64, 64}) * 2 - 1;
  const auto seen = network->look(texture);
  EXPECT_TRUE(test::isIdentical(network(texture), seen.logits));
  const auto attention = network->attention(texture);
  ASSERT_EQ(attention.size(), seen.attention.size());
  for (std::size_t l = 0; l < attention.size(); ++l)
    EXPECT_TRUE(test::isIdentical(attention[l], seen.attention[l]));
}

TEST(IlluminationClassifier, ItsAttentionCanBeStandardised) {
  IlluminationClassifier network(narrowClassifier());
  const auto textures = torch::rand({8, 3, 64, 64}) * 2 - 1;
  network->standardiseAttention(textures);
  const torch::NoGradGuard noGradient;
  for (const auto& map : network->attention(textures)) {
    const auto before = torch::logit(map.to(torch::kFloat64));
    EXPECT_NEAR(before.mean().item<double>(), 0, 1e-3);
    EXPECT_NEAR(before.std().item<double>(), 1, 1e-3);
  }
}

TEST(IlluminationClassifier, EveryParameterIsLearnt) {
  IlluminationClassifier network(narrowClassifier());
  const auto seen = network->look(torch::rand({4, 3, 64, 64}) * 2 - 1);
  auto loss = seen.logits.square().mean();
  for (const auto& map : seen.attention) loss = loss + map.mean();
  loss.backward();
  for (const auto& parameter : network->named_parameters()) {
    ASSERT_TRUE(parameter.value().grad().defined()) << parameter.key();
    EXPECT_GT(parameter.value().grad().abs().max().item<double>(), 0) << parameter.key();
  }
}

TEST(IlluminationClassifier, ComputesInBfloat16AsInFloat) {
  IlluminationClassifier network(narrowClassifier());
  const torch::NoGradGuard noGradient;
  const auto texture = torch::rand({1, 3, 128, 128}) * 2 - 1;
  network->standardiseAttention(texture);
  const auto exact = network->look(texture);
  const auto rough =
      network->look(texture.to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast));
  EXPECT_EQ(rough.logits.scalar_type(), torch::kFloat32);
  EXPECT_TRUE(test::isNear(rough.logits, exact.logits, 0.05));
  for (std::size_t l = 0; l < 3; ++l) {
    EXPECT_EQ(rough.attention[l].scalar_type(), torch::kFloat32);
    EXPECT_TRUE(test::isNear(rough.attention[l], exact.attention[l], 0.05));
  }
}

TEST(IlluminationClassifierOptions, AreCheckedAndSurviveJson) {
  const IlluminationClassifierOptions wanted{8, 96};
  const nlohmann::json json = wanted;
  EXPECT_EQ(nlohmann::json(json.get<IlluminationClassifierOptions>()), json);
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "multiple of 16", [] {
    IlluminationClassifier(IlluminationClassifierOptions{8, 100});
  }));
}

TEST(LightClass, IsMirroredAndHasADirection) {
  for (int i = 0; i < lightClassCount; ++i) {
    const auto light = static_cast<LightClass>(i);
    EXPECT_EQ(mirrored(mirrored(light)), light);
    const bool sideways = directionOf(light) == 1 || directionOf(light) == 2;
    EXPECT_EQ(mirrored(light) != light, sideways) << nameOf(light);
    EXPECT_LT(directionOf(light), lightDirectionCount);
  }
  EXPECT_EQ(mirrored(LightClass::HardLeft), LightClass::HardRight);
  EXPECT_STREQ(nameOf(LightClass::HardBottom), "hard-bottom");
}

/// Equation (5)'s fusion, set so that the output is F_l itself.
void keepOnly(IlluminationRepairModule& module, std::int64_t channels, std::int64_t layer) {
  torch::NoGradGuard noGradient;
  auto weight = module->named_parameters()["fuse.weight"];
  weight.zero_();
  weight.narrow(1, layer * channels, channels).copy_(torch::eye(channels).view({channels, channels, 1, 1}));
}

TEST(IlluminationRepairModule, BlendsWithTheMirroredSideAsEquation4Says) {
  IlluminationRepairModule module(4, 3);
  const torch::NoGradGuard noGradient;
  const auto features = torch::randn({2, 4, 8, 8}), flipped = features.flip({3});
  auto half = torch::zeros({2, 1, 8, 8});
  half.narrow(3, 0, 4).fill_(1);  // the left half is spoilt
  const std::vector<torch::Tensor> attention{torch::zeros({2, 1, 8, 8}), torch::ones({2, 1, 8, 8}), half};
  keepOnly(module, 4, 0);
  EXPECT_TRUE(test::isNear(module(features, attention), features));
  keepOnly(module, 4, 1);
  EXPECT_TRUE(test::isNear(module(features, attention), flipped));
  keepOnly(module, 4, 2);
  const auto repaired = module(features, attention);
  EXPECT_TRUE(test::isNear(repaired.narrow(3, 4, 4), features.narrow(3, 4, 4)));
  EXPECT_TRUE(test::isNear(repaired.narrow(3, 0, 4), flipped.narrow(3, 0, 4)));
}

TEST(IlluminationRepairModule, ResizesAttentionToTheFeatures) {
  IlluminationRepairModule module(2, 3);
  const torch::NoGradGuard noGradient;
  const auto features = torch::randn({1, 2, 16, 16});
  keepOnly(module, 2, 0);
  const auto map = torch::rand({1, 1, 32, 32});
  const auto expected = torch::avg_pool2d(map, 2);
  const auto repaired = module(
      features, std::vector<torch::Tensor>{map, torch::zeros({1, 1, 16, 16}), torch::zeros({1, 1, 8, 8})});
  EXPECT_TRUE(test::isNear(repaired, (1 - expected) * features + expected * features.flip({3}), 1e-5));
}

TEST(IlluminationRepairModule, WithoutMultipleLayersTakesTheSecond) {
  IlluminationRepairModule module(4, 1);
  const torch::NoGradGuard noGradient;
  keepOnly(module, 4, 0);
  const auto features = torch::randn({1, 4, 8, 8});
  const auto zeros = torch::zeros({1, 1, 8, 8}), ones = torch::ones({1, 1, 8, 8});
  EXPECT_TRUE(
      test::isNear(module(features, std::vector<torch::Tensor>{zeros, ones, zeros}), features.flip({3})));
  EXPECT_TRUE(test::isNear(module(features, std::vector<torch::Tensor>{ones, zeros, ones}), features));
}

TEST(IlluminationRepairModule, BeginsWithTheMeanOfWhatItFuses) {
  IlluminationRepairModule module(16, 3);
  const torch::NoGradGuard noGradient;
  const auto features = torch::randn({1, 16, 8, 8});
  const std::vector<torch::Tensor> untouched(3, torch::zeros({1, 1, 8, 8}));
  const auto error = (module(features, untouched) - features).abs().mean().item<double>();
  EXPECT_LT(error, 0.25);
  EXPECT_GT(error, 0) << "or every layer would learn the same";
}

TEST(IlluminationRepairModule, LetsGradientsThroughAndWantsAMapALayer) {
  IlluminationRepairModule module(4, 3);
  auto features = torch::randn({1, 4, 8, 8}).requires_grad_(),
       map = torch::rand({1, 1, 4, 4}).requires_grad_();
  module(features, std::vector<torch::Tensor>{map, map, map}).square().sum().backward();
  EXPECT_GT(features.grad().abs().min().item<double>(), 0);
  EXPECT_GT(map.grad().abs().min().item<double>(), 0);
  for (const auto& parameter : module->parameters())
    EXPECT_GT(parameter.grad().abs().max().item<double>(), 0);
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "attention", [&] {
    module(features, std::vector<torch::Tensor>{map, map});
  }));
}

}  // namespace
}  // namespace pentimento
