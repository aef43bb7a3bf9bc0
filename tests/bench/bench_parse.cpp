// SPDX-License-Identifier: GPL-3.0-or-later
// What the face parser may cost: 60 ms a face at 256², in bfloat16 on two cores. And a training step.
#include <benchmark/benchmark.h>

#include "core/analysis/parser_model.h"
#include "core/training/parse_recipe.h"
#include "tests/support/made_faces.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

void parseOneFace(benchmark::State& state) {
  const std::filesystem::path models = std::filesystem::path(PENTIMENTO_SOURCE_DIR) / "models";
  ParserModel model(models / "parse.safetensors", selectCompute({.device = "cpu"}));
  const Image crop = test::madeFace(256, 1).picture;
  for (auto _ : state) benchmark::DoNotOptimize(model.parse(crop));
}
BENCHMARK(parseOneFace)->Unit(benchmark::kMillisecond)->UseRealTime();

// Data loading included; the argument is the side of the samples.
void parseTrainingStep(benchmark::State& state) {
  const test::TemporaryFolder folder;
  test::writeFaces(folder.path(), 40, 256);
  ParseRecipeOptions options;
  options.sources = {{folder.path(), 1}};
  options.dataset.size = state.range(0);
  constexpr std::int64_t batchSize = 16;
  ParseRecipe recipe(options, batchSize, 1, selectCompute({.device = "cpu"}));
  recipe.begin(0);
  std::int64_t step = 0;
  for (auto _ : state) recipe.step(step++);
  state.counters["pictures/s"] =
      benchmark::Counter(static_cast<double>(step * batchSize), benchmark::Counter::kIsRate);
}
BENCHMARK(parseTrainingStep)->Arg(192)->Arg(256)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(6);

}  // namespace
}  // namespace pentimento
