// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/face_parser.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/errors.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

FaceParserOptions narrowParser() {
  FaceParserOptions options;
  options.baseChannels = 8;
  return options;
}

TEST(FaceParser, GivesScoresAtAQuarterAndContextAtAnEighthAndASixteenth) {
  FaceParser network(narrowParser());
  const auto output = network->forwardWithContext(torch::randn({2, 3, 64, 96}));
  EXPECT_TRUE(test::hasShape(output.scores, {2, 19, 16, 24}));
  EXPECT_TRUE(test::hasShape(output.context8, {2, network->contextChannels(), 8, 12}));
  EXPECT_TRUE(test::hasShape(output.context16, {2, network->contextChannels(), 4, 6}));
  ParserHead head(network->contextChannels(), 16, 19);
  EXPECT_TRUE(test::hasShape(head(output.context8), {2, 19, 8, 12}));
}

TEST(FaceParser, HasAtMostFourMillionParameters) {
  FaceParser network(FaceParserOptions{});
  std::int64_t count = 0;
  for (const auto& parameter : network->parameters()) count += parameter.numel();
  EXPECT_LT(count, 4'000'000);
  EXPECT_GT(count, 3'000'000) << "or the header is wrong";
}

TEST(FaceParser, EveryParameterIsLearnt) {
  FaceParser network(narrowParser());
  network(torch::randn({2, 3, 64, 64})).square().mean().backward();
  for (const auto& parameter : network->named_parameters()) {
    ASSERT_TRUE(parameter.value().grad().defined()) << parameter.key();
    EXPECT_GT(parameter.value().grad().abs().max().item<double>(), 0) << parameter.key();
  }
}

TEST(FaceParser, SeesTheWholePictureAndKeepsPlaces) {
  FaceParser network(narrowParser());
  network->eval();
  const torch::NoGradGuard noGradient;
  auto picture = torch::zeros({1, 3, 128, 128});
  const auto before = network(picture);
  picture.slice(2, 0, 16).slice(3, 0, 16).fill_(1);
  const auto change = (network(picture) - before).abs().sum(1)[0];
  EXPECT_GT(change[31][31].item<double>(), 0) << "the global average reaches everywhere";
  EXPECT_GT(change.slice(0, 0, 6).slice(1, 0, 6).mean().item<double>(),
            2 * change.slice(0, 20).slice(1, 20).mean().item<double>());
}

TEST(FaceParser, ComputesInBfloat16AsInFloat) {
  FaceParser network(narrowParser());
  network->eval();
  const torch::NoGradGuard noGradient;
  const auto picture = torch::randn({1, 3, 64, 64});
  const auto exact = network(picture);
  const auto rough = network(picture.to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast));
  EXPECT_EQ(rough.scalar_type(), torch::kBFloat16);
  EXPECT_LT((rough.to(torch::kFloat32) - exact).abs().mean().item<double>(),
            0.05 * exact.abs().mean().item<double>());
}

TEST(FaceParser, RefusesOtherShapes) {
  FaceParser network(narrowParser());
  for (const auto& shape :
       std::vector<std::vector<std::int64_t>>{{2, 1, 64, 64}, {2, 3, 48, 64}, {2, 3, 32, 32}, {3, 64, 64}})
    EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "FaceParser wants",
                                  [&] { network(torch::zeros(shape)); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "base_channels",
                                [] { FaceParser(FaceParserOptions{.baseChannels = 12}); }));
  const auto options = nlohmann::json(narrowParser()).get<FaceParserOptions>();
  EXPECT_EQ(options.baseChannels, 8);
  EXPECT_EQ(options.classes, 19);
}

TEST(FaceParser, LabelsAreTheLikeliestClassAtThePicturesSize) {
  auto scores = torch::zeros({1, 3, 2, 2});
  scores[0][2].slice(1, 0, 1).fill_(1);  // left half: class 2, right half: class 1
  scores[0][1].slice(1, 1, 2).fill_(1);
  const auto labels = labelsFromScores(scores.to(torch::kBFloat16), 8);
  EXPECT_EQ(labels.scalar_type(), torch::kUInt8);
  EXPECT_TRUE(test::hasShape(labels, {1, 8, 8}));
  EXPECT_TRUE((labels[0].slice(1, 0, 4) == 2).all().item<bool>());
  EXPECT_TRUE((labels[0].slice(1, 4, 8) == 1).all().item<bool>());
}

TEST(InitialiseForRectifiers, KeepsTheVariance) {
  ParserHead head(64, 256, 19);
  for (const auto& parameter : head->named_parameters())
    if (parameter.key() == "body.0.weight") {
      EXPECT_NEAR(parameter.value().std().item<double>(), std::sqrt(2.0 / (256 * 9)),
                  1e-3);  // He et al. 2015
      return;
    }
  FAIL() << "no body.0.weight";
}

}  // namespace
}  // namespace pentimento
