// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/vgg_student.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/errors.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

const VggStudentOptions narrowStudent{4};

TEST(VggStudent, HasTheFiveTapsOfTheWholeNetwork) {
  VggStudent network(narrowStudent);
  const torch::NoGradGuard noGradient;
  const auto taps = network(torch::rand({2, 3, 64, 96}));
  ASSERT_EQ(taps.size(), 5U);
  constexpr std::int64_t channels[] = {64, 128, 256, 512, 512};
  for (std::int64_t level = 0; level < 5; ++level) {
    const auto& tap = taps[static_cast<std::size_t>(level)];
    EXPECT_TRUE(test::hasShape(tap, {2, channels[level], 64 >> level, 96 >> level}));
    EXPECT_TRUE(test::isFinite(tap));
    EXPECT_GE(tap.min().item<double>(), 0) << "taps are after the ReLU";
    EXPECT_GT(tap.max().item<double>(), 0);
  }
}

TEST(VggStudent, IsASixteenthOfTheNetworkAsShipped) {
  std::int64_t parameters = 0;
  for (const auto& parameter : VggStudent()->parameters()) parameters += parameter.numel();
  EXPECT_EQ(parameters, 964176) << "1.9 MB in half precision";
}

TEST(VggStudent, MirrorsAtTheBorder) {
  VggStudent network(narrowStudent);
  const torch::NoGradGuard noGradient;
  for (const auto& tap : network(torch::full({1, 3, 64, 64}, 0.7)))
    EXPECT_TRUE(test::isNear(tap, tap.narrow(2, 0, 1).narrow(3, 0, 1).expand_as(tap), 1e-4))
        << "an even picture has no border";
  const auto picture = torch::rand({1, 3, 32, 32});
  const auto doubled =
      torch::cat({picture.flip({3}).narrow(3, 0, 31), picture}, 3);  // once around the border
  const auto alone = network(picture)[0], within = network(doubled)[0].narrow(3, 31, 32);
  EXPECT_TRUE(test::isNear(alone, within, 1e-5));
}

TEST(VggStudent, LooksAtTheSmallestOfPictures) {
  VggStudent network(narrowStudent);
  const torch::NoGradGuard noGradient;
  EXPECT_TRUE(test::hasShape(network(torch::rand({1, 3, 16, 16}))[4], {1, 512, 1, 1}));
}

TEST(VggStudent, EveryParameterIsLearntAndThePictureToo) {
  VggStudent network(narrowStudent);
  const auto picture = torch::rand({2, 3, 64, 64}).requires_grad_();
  torch::Tensor sum;
  for (const auto& tap : network(picture)) sum = sum.defined() ? sum + tap.mean() : tap.mean();
  sum.backward();
  EXPECT_GT(picture.grad().abs().max().item<double>(), 0);
  for (const auto& parameter : network->named_parameters()) {
    ASSERT_TRUE(parameter.value().grad().defined()) << parameter.key();
    EXPECT_GT(parameter.value().grad().abs().max().item<double>(), 0) << parameter.key();
  }
}

TEST(VggStudent, BeginsWithActivationsOfOneSizeAtAllDepths) {
  VggStudent network(VggStudentOptions{16});
  const torch::NoGradGuard noGradient;
  const auto taps = network(torch::rand({1, 3, 64, 64}));
  const double first = taps[0].mean().item<double>(), last = taps[4].mean().item<double>();
  EXPECT_GT(last, first / 4) << "He et al. 2015";
  EXPECT_LT(last, first * 4);
}

TEST(VggStudent, ComputesInBfloat16AsInFloat) {
  VggStudent network(narrowStudent);
  const torch::NoGradGuard noGradient;
  const auto picture = torch::rand({1, 3, 64, 64});
  const auto exact = network(picture);
  const auto rough = network(picture.to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast));
  for (std::size_t level = 0; level < 5; ++level) {
    EXPECT_EQ(rough[level].scalar_type(), torch::kFloat32);
    EXPECT_LT((rough[level] - exact[level]).abs().mean().item<double>(),
              0.05 * exact[level].abs().mean().item<double>());
  }
}

TEST(VggStudentOptions, AreCheckedAndSurviveJson) {
  const nlohmann::json json = narrowStudent;
  EXPECT_EQ(json.get<VggStudentOptions>().baseChannels, 4);
  for (const std::int64_t width : {0, 65})
    EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "base_channels",
                                  [&] { VggStudent network(VggStudentOptions{width}); }));
}

}  // namespace
}  // namespace pentimento
