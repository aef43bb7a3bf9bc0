// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "core/networks/layers.h"

namespace pentimento {
namespace {

double largestSingularValue(const torch::Tensor& matrix) {
  return std::get<1>(torch::linalg_svd(matrix.detach().to(torch::kFloat64), false)).max().item<double>();
}

torch::Tensor asMatrix(const torch::Tensor& weight, bool transposed) {
  const auto rows = transposed ? weight.transpose(0, 1) : weight;
  return rows.reshape({rows.size(0), -1});
}

TEST(ConvLayer, SpectralNormBringsTheLargestSingularValueToOne) {
  for (const bool transposed : {false, true}) {
    ConvLayer layer(ConvLayerOptions{
        .inputChannels = 6, .outputChannels = 10, .transposed = transposed, .spectralNorm = true});
    const auto input = torch::randn({2, 6, 8, 8});
    for (int i = 0; i < 200; ++i) layer(input);
    layer->eval();
    EXPECT_NEAR(largestSingularValue(asMatrix(layer->effectiveWeight(), transposed)), 1.0, 1e-3);
  }
}

TEST(ConvLayer, EvaluationModeDoesNotMoveThePowerIteration) {
  ConvLayer layer(ConvLayerOptions{.inputChannels = 3, .outputChannels = 5, .spectralNorm = true});
  layer->eval();
  const auto before = layer->named_buffers()["weight_u"].clone();
  layer(torch::randn({1, 3, 8, 8}));
  EXPECT_TRUE(torch::equal(before, layer->named_buffers()["weight_u"]));
}

TEST(ConvLayer, FoldingKeepsTheResult) {
  ConvLayer layer(ConvLayerOptions{.inputChannels = 3, .outputChannels = 5, .spectralNorm = true});
  layer->eval();
  const auto input = torch::randn({1, 3, 8, 8});
  const auto before = layer(input);
  layer->foldSpectralNorm();
  EXPECT_TRUE(torch::allclose(before, layer(input), 1e-5, 1e-6));
}

TEST(ConvLayer, BeginsWithTheDeviationOfThePaper) {
  ConvLayer layer(ConvLayerOptions{.inputChannels = 64, .outputChannels = 128});
  EXPECT_NEAR(layer->named_parameters()["weight"].std().item<double>(), 0.02, 0.001);
  EXPECT_EQ(layer->named_parameters()["bias"].abs().max().item<double>(), 0);
}

TEST(ConvLayer, DilatedItKeepsTheSizeAndLooksFurther) {
  ConvLayer layer(paddedConvolution(2, 3, 3, 1, 4));
  auto input = torch::zeros({1, 2, 16, 16});
  input.index_put_({0, 0, 8, 8}, 1);
  const auto output = layer(input);
  EXPECT_EQ(output.sizes(), (std::vector<std::int64_t>{1, 3, 16, 16}));
  const auto reached = output[0][0] != 0;
  EXPECT_EQ(reached.sum().item<int>(), 9);
  for (const int y : {4, 8, 12})
    for (const int x : {4, 8, 12}) EXPECT_TRUE(reached[y][x].item<bool>()) << y << " " << x;
}

TEST(TransposedConvolution, EqualsLibTorchsOwnAndItsGradients) {
  const auto make = [] {
    return std::pair{torch::randn({2, 3, 5, 6}, torch::requires_grad()),
                     torch::randn({3, 4, 4, 4}, torch::requires_grad())};
  };
  torch::manual_seed(3);
  auto [x, w] = make();
  torch::manual_seed(3);
  auto [x2, w2] = make();
  const auto ours = transposedConvolution(x, w, 2, 1);
  const auto theirs = torch::conv_transpose2d(x2, w2, {}, 2, 1);
  ASSERT_TRUE(torch::allclose(ours, theirs, 1e-4, 1e-5));
  const auto gradient = torch::randn_like(ours);
  ours.backward(gradient);
  theirs.backward(gradient);
  EXPECT_TRUE(torch::allclose(x.grad(), x2.grad(), 1e-4, 1e-4));
  EXPECT_TRUE(torch::allclose(w.grad(), w2.grad(), 1e-4, 1e-4));
}

TEST(NormLayer, InstanceBatchMixesBothStatistics) {
  NormLayer norm(8, Normalisation::InstanceBatch);
  auto input = torch::randn({4, 8, 6, 6});
  input[0] += 5;  // one picture brighter than the others
  const auto output = norm(input);
  const auto means = output.mean({2, 3});  // [N, C]
  EXPECT_LT(means.narrow(1, 0, 4).abs().max().item<double>(), 1e-4)
      << "instance half: every picture is centred";
  EXPECT_GT(means.narrow(1, 4, 4)[0].min().item<double>(), 0.5)
      << "batch half: the bright picture stays bright";
  EXPECT_LT(means.narrow(1, 4, 4).mean(0).abs().max().item<double>(), 1e-4)
      << "batch half: the batch is centred";
}

TEST(NormLayer, RegistersOnlyWhatItUses) {
  EXPECT_EQ(NormLayer(4, Normalisation::None)->parameters().size(), 0U);
  EXPECT_TRUE(NormLayer(4, Normalisation::Batch)->named_parameters().contains("batch.weight"));
  EXPECT_TRUE(NormLayer(4, Normalisation::Instance)->named_parameters().contains("instance.weight"));
  EXPECT_EQ(NormLayer(4, Normalisation::InstanceBatch)->parameters().size(), 4U);
}

}  // namespace
}  // namespace pentimento
