// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/networks/face_generator.h"
#include "core/networks/label_regions.h"
#include "core/networks/local_enhancer.h"
#include "core/networks/multiscale_discriminator.h"
#include "tests/support/errors.h"
#include "tests/support/parameter_count.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

using test::hasShape;
using test::isNear;
using test::parameterCount;

GlobalGeneratorOptions tiny() {
  GlobalGeneratorOptions options;
  options.baseChannels = 8;
  options.residualBlocks = 2;
  return options;
}

/// Left half class `left`, right half class `right`.
torch::Tensor halves(std::int64_t side, int left, int right) {
  auto labels = torch::full({1, side, side}, left, torch::kUInt8);
  labels.slice(2, side / 2).fill_(right);
  return labels;
}

TEST(LabelRegions, MeansAreThoseOfEachRegionAndSpreadBackToIt) {
  const auto labels = halves(8, 1, 3);
  const auto map = oneHot(labels, 5, torch::zeros({1}));
  EXPECT_TRUE(hasShape(map, {1, 5, 8, 8}));
  EXPECT_TRUE(isNear(map.sum(1), torch::ones({1, 8, 8})));
  auto features = torch::zeros({1, 2, 8, 8});
  features.slice(3, 0, 4).fill_(2);
  features.slice(3, 4).fill_(-7);
  const auto shares = classShares(map, 1);
  const auto [means, present] = regionMeans(features, shares);
  EXPECT_TRUE(isNear(present, torch::tensor({{0.0f, 1.0f, 0.0f, 1.0f, 0.0f}})));
  EXPECT_TRUE(isNear(means[0][1], torch::tensor({2.0f, 2.0f})));
  EXPECT_TRUE(isNear(means[0][3], torch::tensor({-7.0f, -7.0f})));
  EXPECT_TRUE(isNear(means[0][0], torch::zeros({2})));
  EXPECT_TRUE(isNear(spreadRegions(means, shares), features));
  // Spread over another map, regions go where that map says.
  const auto moved = spreadRegions(means, classShares(oneHot(halves(8, 3, 1), 5, torch::zeros({1})), 1));
  EXPECT_TRUE(isNear(moved, features.flip({3})));
}

TEST(LabelRegions, SharesOfACellSumToOne) {
  const auto shares = classShares(oneHot(halves(8, 0, 1).roll({1}, {2}), 2, torch::zeros({1})), 4);
  EXPECT_TRUE(hasShape(shares, {1, 2, 2, 2}));
  EXPECT_TRUE(isNear(shares.sum(1), torch::ones({1, 2, 2})));
  EXPECT_TRUE(isNear(shares[0][0][0], torch::tensor({0.75f, 0.25f})));
  EXPECT_TRUE(
      isNear(everyLabel(halves(8, 0, 1), 4).to(torch::kFloat32), torch::tensor({{{0.f, 1.f}, {0.f, 1.f}}})));
}

TEST(SpatialStyleNetwork, GivesOneSetOfParametersToEachResidualBlock) {
  const auto options = tiny();
  SpatialStyleNetwork network(options);
  const auto style = network(torch::rand({1, 3, 32, 32}), halves(32, 1, 13));
  ASSERT_EQ(style.blocks.size(), 2u);
  for (const auto& block : style.blocks) {
    for (const auto& regions : {block.regions, block.scale, block.shift})
      EXPECT_TRUE(hasShape(regions, {1, 19, 64}));
    EXPECT_TRUE(hasShape(block.mean, {1, 64}));
    EXPECT_TRUE(hasShape(block.deviation, {1, 64}));
    EXPECT_GT(block.deviation.min().item<double>(), 0);
  }
  EXPECT_TRUE(hasShape(style.codes, {1, 19, SpatialStyleNetworkImpl::codeChannels(options)}));
}

TEST(SpatialStyleNetwork, KnowsAbsoluteColoursOfRegionsAndTreatsDroppedOnesAsAbsent) {
  SpatialStyleNetwork network(tiny());
  const auto labels = halves(32, 1, 13);
  auto picture = torch::full({1, 3, 32, 32}, 0.5);
  picture.slice(3, 16).fill_(-0.25);
  const auto codes = network(picture, labels).codes;
  const auto colour = [&](int region) { return codes[0][region].slice(0, 64, 67); };
  EXPECT_TRUE(isNear(colour(1), torch::full({3}, 0.5), 1e-4));
  EXPECT_TRUE(isNear(colour(13), torch::full({3}, -0.25), 1e-4));
  auto drop = torch::zeros({1, 19});
  drop[0][1] = 1;
  const auto without = network(picture, labels, drop).codes;
  EXPECT_FALSE(isNear(without[0][1], codes[0][1], 1e-3));
  EXPECT_TRUE(isNear(without[0][13], codes[0][13], 1e-6));
  // What stands for it does not depend on the picture.
  const auto other = network(torch::rand({1, 3, 32, 32}), labels, drop).codes;
  EXPECT_TRUE(isNear(without[0][1], other[0][1], 1e-6));
}

TEST(FaceGenerator, PaintsWhatTheMaskSaysInTheStyleOfTheReference) {
  torch::manual_seed(3);
  FaceGenerator generator(tiny());
  const auto like = torch::zeros({1});
  const auto labels = halves(32, 1, 13);
  const auto style = generator->encode(torch::rand({1, 3, 32, 32}), labels);
  const auto picture = generator(labels, style, like);
  EXPECT_TRUE(hasShape(picture, {1, 3, 32, 32}));
  EXPECT_TRUE(test::isWithin(picture, -1, 1));
  EXPECT_FALSE(isNear(generator(halves(32, 1, 17), style, like), picture, 1e-4)) << "the mask is ignored";
  const auto other = generator->encode(torch::rand({1, 3, 32, 32}) - 1, labels);
  EXPECT_FALSE(isNear(generator(labels, other, like), picture, 1e-4)) << "the reference is ignored";
}

TEST(FaceGenerator, EveryParameterHasAPartInThePicture) {
  torch::manual_seed(4);
  FaceGenerator generator(tiny());
  const auto labels = halves(32, 1, 13);
  const auto style = generator->encode(torch::rand({1, 3, 32, 32}), labels);
  // With a class that the reference lacks, so that what stands for it has a part too.
  generator(halves(32, 1, 17), style, torch::zeros({1})).pow(2).sum().backward();
  for (const auto& parameter : generator->named_parameters()) {
    // A convolution's bias before instance normalisation is cancelled by it.
    if (parameter.key().find("bias") != std::string::npos) continue;
    ASSERT_TRUE(parameter.value().grad().defined()) << parameter.key();
    EXPECT_GT(parameter.value().grad().abs().sum().item<double>(), 0) << parameter.key();
  }
}

TEST(FaceGenerator, WithoutStyleIsPlainPix2PixHd) {
  auto options = tiny();
  options.style = false;
  FaceGenerator generator(options);
  for (const auto& parameter : generator->named_parameters())
    EXPECT_EQ(parameter.key().find("style"), std::string::npos) << parameter.key();
  const auto labels = halves(32, 1, 13);
  const auto style = generator->encode(torch::rand({1, 3, 32, 32}), labels);
  EXPECT_TRUE(style.empty());
  EXPECT_TRUE(hasShape(generator(labels, style, torch::zeros({1})), {1, 3, 32, 32}));
}

TEST(FaceGenerator, HasTheSizeItsWidthSays) {
  GlobalGeneratorOptions options;
  options.baseChannels = 48;
  // G1: 12.6 M; style network: encoder 1.0 M, eight 3 x 3 convolutions of 384 channels 10.6 M, mappings 1.2
  // M.
  EXPECT_NEAR(static_cast<double>(parameterCount(*FaceGenerator(options))), 25.5e6, 0.8e6);
}

TEST(FaceGenerator, ComputesInTheTypeAsked) {
  FaceGenerator generator(tiny());
  torch::NoGradGuard noGradient;
  const auto labels = halves(32, 1, 13);
  const auto reference = torch::rand({1, 3, 32, 32});
  const auto full = generator(labels, generator->encode(reference, labels), reference);
  const auto low = reference.to(torch::kBFloat16).contiguous(at::MemoryFormat::ChannelsLast);
  const auto half = generator(labels, generator->encode(low, labels), low);
  EXPECT_EQ(half.scalar_type(), torch::kFloat32);
  EXPECT_TRUE(isNear(half, full, 0.1));
}

TEST(GlobalGeneratorOptions, AreStoredAndChecked) {
  auto options = tiny();
  options.style = false;
  EXPECT_EQ(nlohmann::json(nlohmann::json(options).get<GlobalGeneratorOptions>()), nlohmann::json(options));
  options.downsamplings = 9;
  EXPECT_THROW(options.check(), Error);
}

TEST(MultiscaleDiscriminator, JudgesEveryScaleAndShowsItsActivations) {
  MultiscaleDiscriminatorOptions options;
  options.baseChannels = 8;
  options.scales = 2;
  MultiscaleDiscriminator network(options);
  const auto output = network(torch::rand({2, 22, 64, 64}));
  ASSERT_EQ(output.logits.size(), 2u);
  EXPECT_TRUE(hasShape(output.logits[0], {2, 1, 11, 11}));
  EXPECT_TRUE(hasShape(output.logits[1], {2, 1, 7, 7}));
  ASSERT_EQ(output.features[0].size(), 4u);
  EXPECT_TRUE(hasShape(output.features[0][3], {2, 64, 10, 10}));
}

TEST(MultiscaleDiscriminator, SeesSeventyPixels) {
  // Normalisation sees the whole picture, so that gradients would not show what the convolutions alone do.
  MultiscaleDiscriminatorOptions options;
  options.inputChannels = 1;
  options.baseChannels = 4;
  options.scales = 1;
  MultiscaleDiscriminator network(options);
  std::vector<std::int64_t> kernels, strides;
  for (const auto& module : network->modules(false)) {
    const auto* layer = module->as<ConvLayerImpl>();
    ASSERT_NE(layer, nullptr);
    kernels.push_back(layer->options().kernel);
    strides.push_back(layer->options().stride);
  }
  std::int64_t sees = 1, stride = 1;
  for (auto i = kernels.size(); i-- > 0;) {  // from the output back
    sees = (sees - 1) * strides[i] + kernels[i];
    stride *= strides[i];
  }
  EXPECT_EQ(sees, 70);
  EXPECT_EQ(stride, 8);
  const auto one = network(torch::zeros({1, 1, 128, 128})).logits[0];
  EXPECT_EQ(one.size(2), 128 / stride + 3);
}

TEST(LocalEnhancer, PaintsAtTwiceTheResolutionOfItsGenerator) {
  const auto options = tiny();
  FaceGenerator faces(options);
  const auto reference = torch::rand({1, 3, 32, 32}) * 2 - 1;
  const auto style = faces->encode(reference, halves(32, 1, 13));
  LocalEnhancer enhancer{GlobalGenerator(options)};
  const auto picture = enhancer(halves(64, 1, 13), style, reference);
  EXPECT_TRUE(hasShape(picture, {1, 3, 64, 64}));
  EXPECT_TRUE(test::isWithin(picture, -1, 1));
  // Both ways reach it: labels finer than the generator sees, and the style that comes through the generator.
  auto finer = halves(64, 1, 13);
  finer.index_put_({0, 10, 11}, 13);  // a pixel that every second label passes over
  ASSERT_TRUE(
      isNear(everyLabel(finer, 2).to(torch::kFloat32), everyLabel(halves(64, 1, 13), 2).to(torch::kFloat32)));
  EXPECT_FALSE(isNear(enhancer(finer, style, reference), picture));
  const auto other = faces->encode(-reference, halves(32, 1, 13));
  EXPECT_FALSE(isNear(enhancer(halves(64, 1, 13), other, reference), picture));
  // Trained together or on a frozen generator.
  picture.mean().backward();
  for (const auto& parameter : enhancer->named_parameters()) {
    const bool used = !parameter.key().starts_with("global.output");
    EXPECT_EQ(parameter.value().grad().defined(), used) << parameter.key();
  }
}

}  // namespace
}  // namespace pentimento
