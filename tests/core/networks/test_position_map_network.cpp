// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/position_map_network.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/errors.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

using namespace test;

PositionMapNetworkOptions smallMap() {
  PositionMapNetworkOptions options;
  options.baseChannels = 8;
  options.inputSize = 64;
  options.mapSize = 16;
  options.components = 4;
  return options;
}

TEST(PositionMapNetwork, HasAtMostFiveMillionNumbers) {
  PositionMapNetwork network;
  std::int64_t count = 0;
  for (const auto& parameter : network->parameters()) count += parameter.numel();
  for (const auto& buffer : network->buffers()) count += buffer.numel();
  EXPECT_LE(count, 5'000'000);
  EXPECT_GE(count, 3'000'000);
}

TEST(PositionMapNetwork, GivesAMapOfThreeChannelsInFloat32) {
  PositionMapNetwork network(smallMap());
  network->eval();
  const auto input = torch::randn({2, 3, 64, 64});
  const auto map = network(input);
  EXPECT_TRUE(hasShape(map, {2, 3, 16, 16}));
  const auto fast = network(input.to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast));
  EXPECT_EQ(fast.scalar_type(), torch::kFloat32);
  EXPECT_TRUE(isNear(fast, map, 0.02));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "[N, 3, 64, 64]", [&] {
    network(torch::zeros({1, 3, 32, 64}));
  }));
}

TEST(PositionMapNetwork, BeginsNearTheMeanMap) {
  PositionMapNetwork network(smallMap());
  const auto mean = torch::rand({3, 16, 16});
  network->setLayout(torch::zeros({468, 2}), torch::ones({16, 16}, torch::kUInt8), mean,
                     torch::zeros({4, 3, 16, 16}));
  network->eval();
  EXPECT_TRUE(isNear(network(torch::randn({1, 3, 64, 64}))[0], mean, 0.05));
}

TEST(PositionMapNetwork, PointsAreReadWhereTheLayoutPutsThem) {
  PositionMapNetwork network(smallMap());
  const auto uv = torch::rand({468, 2}) * 0.8 + 0.1;
  network->setLayout(uv, torch::ones({16, 16}, torch::kUInt8), torch::zeros({3, 16, 16}),
                     torch::zeros({4, 3, 16, 16}));
  const auto centres = (torch::arange(16) + 0.5) / 16;
  const auto u = centres.view({1, 16}).expand({16, 16}), v = centres.view({16, 1}).expand({16, 16});
  const auto points = network->pointsOf(torch::stack({u, v, 2 * u - v}).unsqueeze(0))[0];
  EXPECT_TRUE(isNear(points.narrow(1, 0, 2), uv, 1e-5));
  EXPECT_TRUE(isNear(points.select(1, 2), 2 * uv.select(1, 0) - uv.select(1, 1), 1e-5));
}

TEST(PositionMapNetwork, EveryWeightLearns) {
  PositionMapNetwork network(smallMap());
  network->setLayout(torch::rand({468, 2}), torch::ones({16, 16}, torch::kUInt8), torch::rand({3, 16, 16}),
                     torch::rand({4, 3, 16, 16}));
  network(torch::randn({4, 3, 64, 64})).square().mean().backward();
  for (const auto& parameter : network->named_parameters()) {
    ASSERT_TRUE(parameter.value().grad().defined()) << parameter.key();
    EXPECT_GT(parameter.value().grad().abs().sum().item<double>(), 0) << parameter.key();
  }
}

TEST(PositionMapNetworkOptions, AreCheckedAndSurviveJson) {
  auto options = smallMap();
  EXPECT_EQ(nlohmann::json(options).get<PositionMapNetworkOptions>(), options);
  const auto refused = [](auto change, const char* part) {
    auto wrong = smallMap();
    change(wrong);
    return throwsError(ErrorKind::InvalidArgument, part, [&] { wrong.check(); });
  };
  EXPECT_TRUE(refused([](auto& o) { o.baseChannels = 12; }, "base_channels"));
  EXPECT_TRUE(refused([](auto& o) { o.inputSize = 100; }, "input_size"));
  EXPECT_TRUE(refused([](auto& o) { o.mapSize = 24; }, "map_size"));
  EXPECT_TRUE(refused([](auto& o) { o.components = 0; }, "components"));
}

}  // namespace
}  // namespace pentimento
