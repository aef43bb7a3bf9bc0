// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "core/losses/histogram_matching.h"
#include "core/losses/makeup_losses.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento::test {
namespace {

/// The textbook's: for each value the smallest reference level whose cumulative histogram reaches the value's
/// own; on 0 to 255.
std::vector<int> matchedByHistograms(const std::vector<int>& values, const std::vector<int>& reference) {
  const auto cumulative = [](const std::vector<int>& data) {
    std::vector<double> sums(256);
    for (const int value : data)
      sums[static_cast<std::size_t>(value)] += 1.0 / static_cast<double>(data.size());
    for (std::size_t i = 1; i < 256; ++i) sums[i] += sums[i - 1];
    return sums;
  };
  const auto mine = cumulative(values), theirs = cumulative(reference);
  std::vector<int> result;
  for (const int value : values) {
    const auto place =
        std::lower_bound(theirs.begin(), theirs.end(), mine[static_cast<std::size_t>(value)] - 1e-9);
    result.push_back(static_cast<int>(std::min<std::ptrdiff_t>(place - theirs.begin(), 255)));
  }
  return result;
}

torch::Tensor asTensor(const std::vector<int>& values) {
  std::vector<float> floats(values.begin(), values.end());
  return torch::tensor(floats);
}

std::vector<int> randomLevels(int count, double mean, double deviation) {
  const auto values = (torch::randn({count}) * deviation + mean).clamp(0, 255).round().to(torch::kInt);
  return {values.data_ptr<int>(), values.data_ptr<int>() + count};
}

TEST(HistogramMatching, AgreesWithCumulativeHistograms) {
  for (const int count : {200, 777}) {
    const auto values = randomLevels(500, 90, 25), reference = randomLevels(count, 150, 40);
    const auto matched = histogramMatched(asTensor(values), asTensor(reference));
    const auto expected = asTensor(matchedByHistograms(values, reference));
    // The textbook's takes a step's upper end, ours its middle: a level or two where histograms are dense.
    EXPECT_LT((matched - expected).abs().mean().item<double>(), 2.5);
    EXPECT_NEAR(matched.mean().item<double>(), asTensor(reference).mean().item<double>(), 1.0);
  }
}

TEST(HistogramMatching, OfAPermutationIsItself) {
  const auto values = torch::randn({301});
  EXPECT_TRUE(isNear(histogramMatched(values, values.index_select(0, torch::randperm(301))), values));
}

TEST(HistogramMatching, IsZeroForTheSameColoursWhateverTheirPlace) {
  const auto picture = torch::rand({2, 3, 8, 8}), mask = torch::ones({2, 1, 8, 8});
  EXPECT_NEAR(histogramMatching(picture, mask, picture.flip({3}), mask).item<double>(), 0, 1e-9);
}

TEST(HistogramMatching, CountsAnEmptyRegionAsNothing) {
  const auto picture = torch::rand({1, 3, 8, 8}), all = torch::ones({1, 1, 8, 8}),
             none = torch::zeros_like(all);
  const auto other = torch::rand_like(picture) + 2;
  EXPECT_EQ(histogramMatching(picture, none, other, all).item<double>(), 0);
  EXPECT_EQ(histogramMatching(picture, all, other, none).item<double>(), 0);
  EXPECT_GT(histogramMatching(picture, all, other, all).item<double>(), 1);
}

TEST(HistogramMatching, PullsARegionsColoursAndNothingElse) {
  auto picture = torch::full({1, 3, 4, 4}, 0.2).requires_grad_();
  auto mask = torch::zeros({1, 1, 4, 4});
  mask.narrow(2, 0, 2).fill_(1);
  histogramMatching(picture, mask, torch::full({1, 3, 4, 4}, 0.7), torch::ones({1, 1, 4, 4})).backward();
  EXPECT_TRUE(isNear(picture.grad().narrow(2, 0, 2), torch::full({1, 3, 2, 4}, -1.0 / 24), 1e-6));
  EXPECT_EQ(picture.grad().narrow(2, 2, 2).abs().max().item<double>(), 0);
}

TEST(MakeupLosses, PaintedPlacesWeighFiveTimesAsMuch) {
  const auto source = torch::zeros({1, 3, 1, 2});
  auto truth = source.clone();
  truth.select(3, 0).fill_(0.5);  // painted on the left
  auto wrongLeft = truth.clone(), wrongRight = truth.clone();
  wrongLeft.select(3, 0) += 0.1;
  wrongRight.select(3, 1) += 0.1;
  EXPECT_EQ(paintedDistance(truth, truth, source, 0.2).item<double>(), 0);
  EXPECT_NEAR(paintedDistance(wrongLeft, truth, source, 0.2).item<double>(),
              5 * paintedDistance(wrongRight, truth, source, 0.2).item<double>(), 1e-6);
}

TEST(MakeupLosses, PaintedDistanceIsQuadraticBelowBeta) {
  const auto source = torch::zeros({1, 3, 1, 2});
  const auto off = [&](double by, double beta) {
    return paintedDistance(source + by, source, source, beta).item<double>();
  };
  EXPECT_NEAR(off(0.1, 0.2), 0.1 * 0.1 / (2 * 0.2), 1e-6);
  EXPECT_NEAR(off(-0.5, 0.2), 0.5 - 0.2 / 2, 1e-6);
  EXPECT_NEAR(off(0.1, 0.05), 0.1 - 0.05 / 2, 1e-6);
}

TEST(MakeupLosses, RenderingReadsTheTextureWhereTheGridPoints) {
  const auto texture = torch::rand({1, 3, 8, 8}), crop = torch::rand({1, 3, 8, 8});
  const auto line = (torch::arange(8) + 0.5) / 4 - 1;  // pixel centres
  const auto grid =
      torch::stack({line.view({1, 8}).expand({8, 8}), line.view({8, 1}).expand({8, 8})}, 2).unsqueeze(0);
  auto coverage = torch::ones({1, 1, 8, 8});
  coverage.narrow(3, 4, 4).fill_(0);
  const auto picture = rendered(texture, grid, coverage, crop);
  EXPECT_TRUE(isNear(picture.narrow(3, 0, 4), texture.narrow(3, 0, 4), 1e-5));
  EXPECT_TRUE(isNear(picture.narrow(3, 4, 4), crop.narrow(3, 4, 4), 1e-6));
}

}  // namespace
}  // namespace pentimento::test
