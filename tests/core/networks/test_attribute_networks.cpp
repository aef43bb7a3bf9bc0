// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/networks/attribute_classifier.h"
#include "core/networks/attribute_discriminator.h"
#include "core/networks/attribute_transforms.h"
#include "core/networks/class_pair_discriminator.h"
#include "core/networks/masked_residual_transform.h"
#include "core/networks/residual_transform.h"
#include "tests/support/errors.h"
#include "tests/support/parameter_count.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

using test::parameterCount;

std::int64_t convolution(std::int64_t in, std::int64_t out, std::int64_t kernel) {
  return in * out * kernel * kernel + out;
}

TEST(ResidualTransform, HasTheLayersOfTable1) {
  ResidualTransform network(64);
  const auto normalisations = 2 * (64 + 128 + 256 + 128 + 64);
  EXPECT_EQ(parameterCount(*network), convolution(3, 64, 5) + convolution(64, 128, 4) +
                                          convolution(128, 256, 4) + convolution(256, 128, 3) +
                                          convolution(128, 64, 3) + convolution(64, 3, 4) + normalisations);
  torch::NoGradGuard noGradient;
  EXPECT_TRUE(test::hasShape(network->forward(torch::rand({2, 3, 128, 128})), {2, 3, 128, 128}));
}

TEST(ResidualTransform, BeginsAsThePaperSays) {
  ResidualTransform network(64);
  for (const auto& weight : network->named_parameters())
    if (weight.key().starts_with("conv") && weight.key().ends_with("weight")) {
      EXPECT_NEAR(weight.value().mean().item<double>(), 0, 2e-3) << weight.key();
      EXPECT_NEAR(weight.value().std().item<double>(), 0.02, 1e-3) << weight.key();
    }
}

TEST(AttributeDiscriminator, HasTheLayersOfTable1AndThreeClasses) {
  AttributeDiscriminator network(64, 128);
  const auto normalisations = 2 * (64 + 128 + 256 + 512 + 1024);
  EXPECT_EQ(parameterCount(*network), convolution(3, 64, 4) + convolution(64, 128, 4) +
                                          convolution(128, 256, 4) + convolution(256, 512, 4) +
                                          convolution(512, 1024, 4) + convolution(1024, 3, 4) +
                                          normalisations);
  torch::NoGradGuard noGradient;
  const auto output = network(torch::rand({2, 3, 128, 128}));
  EXPECT_TRUE(test::hasShape(output.logits, {2, 3}));
  EXPECT_TRUE(test::hasShape(output.features, {2, 256, 16, 16})) << "activations of the third layer";
}

TEST(MaskedResidualTransform, BeginsByChangingNextToNothing) {
  MaskedResidualTransform network(96);
  EXPECT_NEAR(static_cast<double>(parameterCount(*network)), 1.3e6, 1e5);
  torch::NoGradGuard noGradient;
  const auto residual = network->forward(torch::rand({1, 3, 64, 96}) * 2 - 1);
  EXPECT_TRUE(test::hasShape(residual, {1, 3, 64, 96}));
  EXPECT_LT(residual.abs().mean().item<double>(), 0.02);  // of a range of 2
  EXPECT_GT(residual.abs().max().item<double>(), 0);
}

TEST(MaskedResidualTransform, KeepsWithinTheRangeOfAResidual) {
  MaskedResidualTransform network(8);
  torch::NoGradGuard noGradient;
  for (auto& parameter : network->parameters()) parameter.normal_(0, 3);
  EXPECT_TRUE(test::isWithin(network->forward(torch::rand({1, 3, 32, 32}) * 2 - 1), -2, 2));
}

TEST(AttributeTransforms, AddingAndRemovingAreTwoNetworks) {
  for (const auto design : {TransformDesign::Table1, TransformDesign::Masked}) {
    AttributeTransforms pair(AttributeTransformsOptions{design, 8, 64});
    pair->eval();
    torch::NoGradGuard noGradient;
    const auto picture = torch::rand({2, 3, 64, 64}) * 2 - 1;
    const auto added = pair->residual(picture, true), removed = pair->residual(picture, false);
    EXPECT_TRUE(test::hasShape(added, {2, 3, 64, 64}));
    EXPECT_FALSE(test::isNear(added, removed, 1e-4));
    const auto fast =
        pair->residual(picture.to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast), true);
    EXPECT_EQ(fast.scalar_type(), torch::kFloat32);
    EXPECT_TRUE(test::isNear(fast, added, 0.05));
  }
}

TEST(AttributeTransforms, GainsWeighTheResidualsOfEitherSide) {
  AttributeTransformsOptions options{TransformDesign::Masked, 8, 64};
  torch::manual_seed(1);
  AttributeTransforms plain(options);
  options.gainAdded = 1.5;
  options.gainRemoved = 0.5;
  torch::manual_seed(1);
  AttributeTransforms weighed(options);
  torch::NoGradGuard noGradient;
  const auto picture = torch::rand({1, 3, 64, 64}) * 2 - 1;
  EXPECT_TRUE(test::isNear(weighed->residual(picture, true), 1.5 * plain->residual(picture, true), 1e-6));
  EXPECT_TRUE(test::isNear(weighed->residual(picture, false), 0.5 * plain->residual(picture, false), 1e-6));
}

TEST(AttributeTransforms, OptionsComeBackAndAreChecked) {
  const AttributeTransformsOptions options{TransformDesign::Table1, 32, 96, 1.25, 0.75};
  const nlohmann::json json = options;
  EXPECT_EQ(json.at("design"), "table1");
  EXPECT_EQ(nlohmann::json(json.get<AttributeTransformsOptions>()), json);
  const nlohmann::json older{{"design", "masked"}, {"base_channels", 8}, {"size", 64}};
  EXPECT_EQ(older.get<AttributeTransformsOptions>().gainRemoved, 1);
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "gain", [] {
    AttributeTransformsOptions{TransformDesign::Masked, 8, 64, 1, 9}.check();
  }));
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "base_channels", [] {
    AttributeTransforms(AttributeTransformsOptions{TransformDesign::Masked, 7, 64});
  }));
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "size", [] {
    AttributeTransforms(AttributeTransformsOptions{TransformDesign::Masked, 8, 66});
  }));
}

TEST(ClassPairDiscriminator, JudgesPatchesAndTheWhole) {
  ClassPairDiscriminator network(8);
  torch::NoGradGuard noGradient;
  const auto logits = network(torch::rand({3, 3, 128, 128}));
  ASSERT_EQ(logits.size(), 2U);
  EXPECT_TRUE(test::hasShape(logits[0], {3, 2, 8, 8}));
  EXPECT_TRUE(test::hasShape(logits[1], {3, 2, 1, 1}));
}

TEST(AttributeClassifier, HasALogitForEachName) {
  AttributeClassifierOptions options;
  options.names = {"Eyeglasses", "Smiling", "Young"};
  options.baseChannels = 8;
  AttributeClassifier network(options);
  network->eval();
  torch::NoGradGuard noGradient;
  const auto pictures = torch::rand({2, 3, 128, 128}) * 2 - 1;
  EXPECT_TRUE(test::hasShape(network(pictures), {2, 3}));
  EXPECT_TRUE(test::hasShape(network->features(pictures), {2, 64}));
  EXPECT_TRUE(test::isNear(network(pictures.narrow(0, 1, 1)), network(pictures).narrow(0, 1, 1), 1e-4))
      << "pictures are judged one by one";
  const nlohmann::json json = options;
  EXPECT_EQ(nlohmann::json(json.get<AttributeClassifierOptions>()), json);
  options.names.clear();
  EXPECT_THROW(options.check(), Error);
}

}  // namespace
}  // namespace pentimento
