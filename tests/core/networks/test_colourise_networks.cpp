// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/networks/colour_distribution.h"
#include "core/networks/ibn_unet.h"
#include "core/networks/patch_discriminator.h"
#include "tests/support/errors.h"
#include "tests/support/parameter_count.h"

namespace pentimento {
namespace {

using test::parameterCount;

Normalisation normOf(torch::nn::Module& network, const std::string& name) {
  return network.named_modules()[name]->as<NormLayerImpl>()->normalisation();
}

IbnUnetOptions smallUnet() {
  IbnUnetOptions options;
  options.baseChannels = 4;
  options.levels = 5;
  return options;
}

TEST(IbnUnet, HasThePapersParametersAtThePapersWidth) {
  IbnUnetOptions options;
  options.inputChannels = 1;
  IbnUnet network(options);
  // By hand: 4*4*in*out + out of e64…e512, d512…d64, last; two for each normalised channel.
  const std::int64_t down[] = {1, 64, 128, 256, 512, 512, 512, 512};
  const std::int64_t up[][2] = {{512, 512}, {1024, 512}, {1024, 512}, {1024, 256}, {512, 128}, {256, 64}};
  std::int64_t expected = 0;
  for (int i = 0; i < 7; ++i)
    expected += 16 * down[i] * down[i + 1] + down[i + 1] + (i > 0 ? 2 * down[i + 1] : 0);
  for (const auto& [in, out] : up) expected += 16 * in * out + out + 2 * out;
  expected += 16 * 128 * 2 + 2;
  EXPECT_EQ(parameterCount(*network), expected);
  EXPECT_EQ(expected, 41'830'402);
}

TEST(IbnUnet, KeepsTheSizeAndStaysWithinTanh) {
  IbnUnet network(smallUnet());
  const auto output = network->forwardWithFeatures(torch::randn({2, 4, 64, 96}));
  EXPECT_EQ(output.chroma.sizes(), (std::vector<std::int64_t>{2, 2, 64, 96}));
  EXPECT_EQ(output.features.sizes(), (std::vector<std::int64_t>{2, 8, 32, 48}));
  EXPECT_LE(output.chroma.abs().max().item<double>(), 1);
}

TEST(IbnUnet, NormalisesAsThePaperSays) {
  auto options = smallUnet();
  options.levels = 7;
  options.shallowLevels = 4;
  IbnUnet network(options);
  EXPECT_EQ(normOf(*network, "e0_norm"), Normalisation::None) << "no normalisation at the input layer";
  for (const auto* name : {"e1_norm", "e3_norm", "d0_norm", "d3_norm"})
    EXPECT_EQ(normOf(*network, name), Normalisation::InstanceBatch) << name;
  for (const auto* name : {"e4_norm", "e6_norm", "d4_norm", "d5_norm"})
    EXPECT_EQ(normOf(*network, name), Normalisation::Batch) << name << " is deep";
  options.normalisation = Normalisation::Instance;
  EXPECT_EQ(normOf(*IbnUnet(options), "e6_norm"), Normalisation::Instance);
}

TEST(IbnUnet, RefusesSidesThatItCannotHalve) {
  IbnUnet network(smallUnet());
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "multiples of 32", [&] {
    network(torch::randn({1, 4, 64, 80}));
  }));
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "[N, 4", [&] {
    network(torch::randn({1, 1, 64, 64}));
  }));
}

TEST(IbnUnet, ComputesInBfloat16CloseToFloat32) {
  IbnUnet network(smallUnet());
  network->eval();
  torch::NoGradGuard noGradient;
  const auto input = torch::randn({1, 4, 32, 32});
  const auto exact = network(input);
  const auto rough = network(input.to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast));
  EXPECT_EQ(rough.scalar_type(), torch::kFloat32);
  EXPECT_LT((exact - rough).abs().max().item<double>(), 0.02);
}

TEST(IbnUnet, OptionsSurviveJson) {
  auto options = smallUnet();
  options.normalisation = Normalisation::Instance;
  options.spectralNorm = false;
  EXPECT_EQ(nlohmann::json(options).get<IbnUnetOptions>(), options);
  options.levels = 40;
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "levels", [&] { options.check(); }));
}

TEST(IbnUnet, FoldedForInferenceGivesTheSame) {
  IbnUnet network(smallUnet());
  for (int i = 0; i < 3; ++i) network(torch::randn({2, 4, 32, 32}));
  network->eval();
  torch::NoGradGuard noGradient;
  const auto input = torch::randn({1, 4, 32, 32});
  const auto before = network(input);
  prepareForInference(*network);
  EXPECT_TRUE(torch::allclose(before, network(input), 1e-4, 1e-5));
}

TEST(PatchDiscriminator, SeesSeventyPixels) {
  PatchDiscriminatorOptions options;
  options.baseChannels = 4;
  options.normalisation = Normalisation::None;  // statistics would carry every pixel everywhere
  PatchDiscriminator network(options);
  auto input = torch::zeros({1, 3, 128, 128}, torch::requires_grad());
  const auto logits = network(input);
  ASSERT_EQ(logits.sizes(), (std::vector<std::int64_t>{1, 1, 14, 14}));
  logits[0][0][7][7].backward();
  const auto seen = input.grad()[0].abs().sum(0).gt(0).nonzero();
  const auto extent = std::get<0>(seen.max(0)) - std::get<0>(seen.min(0)) + 1;
  EXPECT_EQ(extent[0].item<std::int64_t>(), 70);
  EXPECT_EQ(extent[1].item<std::int64_t>(), 70);
}

TEST(PatchDiscriminator, NormalisesShallowLayersByBothStatistics) {
  PatchDiscriminator network(PatchDiscriminatorOptions{3, 4});
  EXPECT_EQ(normOf(*network, "norm0"), Normalisation::None);
  EXPECT_EQ(normOf(*network, "norm1"), Normalisation::InstanceBatch);
  EXPECT_EQ(normOf(*network, "norm2"), Normalisation::Batch);
  EXPECT_EQ(normOf(*network, "norm3"), Normalisation::Batch);
}

TEST(PatchDiscriminator, JudgesThreeScalesWithWeightsOfTheirOwn) {
  MultiscalePatchDiscriminator network(PatchDiscriminatorOptions{3, 4});
  const auto logits = network(torch::randn({2, 3, 96, 96}));
  ASSERT_EQ(logits.size(), 3U);
  EXPECT_EQ(logits[0].size(2), 10);
  EXPECT_EQ(logits[1].size(2), 4);
  EXPECT_EQ(logits[2].size(2), 1);
  const auto weights = network->named_parameters();
  EXPECT_FALSE(torch::equal(weights["scale0.conv0.weight_orig"], weights["scale1.conv0.weight_orig"]));
}

TEST(ColourDistribution, CellsCoverTheChromaPlane) {
  const auto chroma = torch::tensor({-1.0F, 0.999F}).view({1, 2, 1, 1});
  const auto index = ChromaCells::indexOf(chroma).item<std::int64_t>();
  EXPECT_EQ(index, 21);
  EXPECT_FLOAT_EQ(ChromaCells::centre(index).first, -105);
  EXPECT_FLOAT_EQ(ChromaCells::centre(index).second, 105);
  ColourDistribution head(8);
  EXPECT_EQ(head(torch::randn({1, 8, 16, 24})).sizes(), (std::vector<std::int64_t>{1, 484, 8, 12}));
}

}  // namespace
}  // namespace pentimento
