// SPDX-License-Identifier: GPL-3.0-or-later
// What a face's position map may cost: 25 ms at 256² in bfloat16 on two cores. And what stands on it: its
// texture and the way back.
#include <benchmark/benchmark.h>

#include "core/analysis/position_model.h"
#include "core/face/uv_map.h"
#include "core/training/position_map_recipe.h"
#include "tests/support/made_meshes.h"
#include "tests/support/made_photos.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

PositionModel shippedModel() {
  return {std::filesystem::path(PENTIMENTO_SOURCE_DIR) / "models/position-map.safetensors",
          selectCompute({.device = "cpu"})};
}

void positionsOfOneFace(benchmark::State& state) {
  auto model = shippedModel();
  const Image crop = test::madeScene(256, 256, 1);
  for (auto _ : state) benchmark::DoNotOptimize(model.predict(crop));
}
BENCHMARK(positionsOfOneFace)->Unit(benchmark::kMillisecond)->UseRealTime();

// The argument is the side of the photo, all of which the crop covers.
void unwrapOneFace(benchmark::State& state) {
  const auto side = static_cast<int>(state.range(0));
  const Image photo = test::madeScene(side, side, 1);
  const auto map = shippedModel().predict(photo);
  for (auto _ : state) benchmark::DoNotOptimize(unwrap(photo, Alignment::wholePicture(side, side), map));
}
BENCHMARK(unwrapOneFace)->Arg(256)->Arg(2000)->Unit(benchmark::kMillisecond)->UseRealTime();

void renderOneFace(benchmark::State& state) {
  const auto map = shippedModel().predict(test::madeScene(256, 256, 1));
  const Image texture = test::madeScene(256, 256, 2);
  for (auto _ : state)
    benchmark::DoNotOptimize(renderTexture(texture, map, static_cast<int>(state.range(0))));
}
BENCHMARK(renderOneFace)->Arg(256)->Arg(1024)->Unit(benchmark::kMillisecond)->UseRealTime();

// Data loading included.
void positionMapTrainingStep(benchmark::State& state) {
  const test::TemporaryFolder folder;
  test::writeMadeFaces(folder.path(), 60);
  test::writeMadeLayout(folder / "layout.txt");
  PositionMapRecipeOptions options;
  options.sources = {{folder / "images", 1}};
  options.canonical = (folder / "layout.txt").string();
  constexpr std::int64_t batchSize = 16;
  PositionMapRecipe recipe(options, batchSize, 1, selectCompute({.device = "cpu"}));
  recipe.begin(0);
  std::int64_t step = 0;
  for (auto _ : state) recipe.step(step++);
  state.counters["pictures/s"] =
      benchmark::Counter(static_cast<double>(step * batchSize), benchmark::Counter::kIsRate);
}
BENCHMARK(positionMapTrainingStep)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(6);

}  // namespace
}  // namespace pentimento
