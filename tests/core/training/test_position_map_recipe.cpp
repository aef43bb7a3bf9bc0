// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/position_map_recipe.h"

#include <gtest/gtest.h>

#include "core/training/position_error.h"
#include "tests/support/errors.h"
#include "tests/support/made_meshes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

using namespace test;

PositionMapRecipeOptions options(const TemporaryFolder& folder) {
  writeMadeFaces(folder.path(), 60);  // so many that the split holds some out
  writeMadeLayout(folder.path() / "layout.txt");
  PositionMapRecipeOptions options;
  options.sources = {{folder.path() / "images", 1}};
  options.canonical = (folder.path() / "layout.txt").string();
  options.network = {8, 64, 16, 8};
  options.dataset.size = 64;
  options.dataset.disturb = false;
  options.dataset.strongShare = 0;
  options.loaderThreads = 1;
  return options;
}

const Compute cpu{"cpu", false, 1, "CPU"};

TEST(PositionMapRecipe, LearnsAndExportsWhatPredictionNeeds) {
  const TemporaryFolder folder;
  PositionMapRecipe recipe(options(folder), 8, 1, cpu);
  recipe.begin(0);
  const auto first = recipe.step(0);
  double last = 0;
  for (int step = 1; step < 60; ++step) last = recipe.step(step).at(1).second;
  EXPECT_LT(last, 0.6 * first.at(1).second);

  const auto [weights, card] = recipe.exportModel(60);
  EXPECT_EQ(card.task, "position-map");
  ASSERT_EQ(card.data.size(), 1U);
  EXPECT_GT(card.data[0].count, 50);
  EXPECT_EQ(weights.tensors.at("network.points_uv").scalar_type(), torch::kFloat32);
  EXPECT_EQ(weights.tensors.at("network.stem.weight").scalar_type(), torch::kFloat16);
  PositionMapNetwork network(card.options.get<PositionMapNetworkOptions>());
  loadInto(*network, weights, "network.");
  EXPECT_GT(network->faceMask().sum().item<int>(), 150);
}

TEST(PositionMapRecipe, ValidatesAndDrawsHeldOutFaces) {
  const TemporaryFolder folder;
  PositionMapRecipe recipe(options(folder), 4, 1, cpu);
  const auto measures = recipe.validate();
  EXPECT_GT(measures.at("all").at("pictures"), 0);
  EXPECT_GT(measures.at("score"), 0.0);
  EXPECT_EQ(recipe.samples().channels(), 3);
}

TEST(PositionMapRecipeOptions, AreCheckedAndSurviveJson) {
  const TemporaryFolder folder;
  auto wanted = options(folder);
  wanted.rate = 3e-4;
  const nlohmann::json json = wanted;
  EXPECT_EQ(nlohmann::json(json.get<PositionMapRecipeOptions>()), json);
  wanted.canonical.clear();
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "--canonical", [&] { wanted.check(); }));
}

TEST(PositionErrors, ArePercentOfTheEyesDistanceSplitByYaw) {
  PositionErrors errors;
  for (const double yaw : {0.0, 45.0}) {
    const FaceMesh truth = madeMesh(100, yaw);
    FaceMesh found = truth;
    const float off = static_cast<float>(outerEyeDistance(truth) * 0.03);
    for (auto& point : found) point += cv::Point3f(off, 0, yaw > 0 ? off : 0);
    errors.add(found, truth);
  }
  const auto json = errors.json();
  EXPECT_NEAR(json.at("frontal").at("error"), 3, 1e-3);
  EXPECT_NEAR(json.at("frontal").at("error_3d"), 3, 1e-3);
  EXPECT_NEAR(json.at("turned").at("error"), 3, 1e-3);
  EXPECT_NEAR(json.at("turned").at("error_3d"), 3 * std::sqrt(2.0), 1e-3);
  EXPECT_EQ(json.at("all").at("pictures"), 2);
}

}  // namespace
}  // namespace pentimento
