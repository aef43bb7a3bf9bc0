// SPDX-License-Identifier: GPL-3.0-or-later
// What SPEC 9 budgets of colourising: a prediction at 256² (0.15 s), a 12-megapixel result (1.5 s), a training step
// (at least 25 pictures a second on two bfloat16 cores).
#include <benchmark/benchmark.h>

#include "core/effects/colourise.h"
#include "core/training/colourise_recipe.h"
#include "tests/support/made_photos.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_model.h"

namespace pentimento {
namespace {

Compute allThreads() { return selectCompute({.device = "cpu"}); }

std::filesystem::path shippedModel() { return std::filesystem::path(PENTIMENTO_SOURCE_DIR) / "models/colourise.safetensors"; }

void predictAfterAHint(benchmark::State& state) {
  ColouriseModel model(shippedModel(), allThreads());
  const Image photo = test::madeScene(1024, 1024, 1);
  ColouriseSession session(model, photo);
  for (auto _ : state) benchmark::DoNotOptimize(session.predict({{100, 100, {200, 40, 40}}}));
}
BENCHMARK(predictAfterAHint)->Unit(benchmark::kMillisecond)->UseRealTime();

void renderTwelveMegapixels(benchmark::State& state) {
  ColouriseModel model(shippedModel(), allThreads());
  const Image photo = test::madeScene(4000, 3000, 1);
  ColouriseSession session(model, photo);
  const auto chroma = session.predict({});
  for (auto _ : state) benchmark::DoNotOptimize(ColouriseSession::render(photo, chroma, 1));
}
BENCHMARK(renderTwelveMegapixels)->Unit(benchmark::kMillisecond)->UseRealTime();

// Data loading included; the argument is the step at which the discriminators join (0: from the start).
void trainingStep(benchmark::State& state) {
  const test::TemporaryFolder folder;
  test::writeScenes(folder.path(), 40, 300, 256);
  ColouriseRecipeOptions options;
  options.sources = {{folder.path(), 1}};
  options.network.baseChannels = options.discriminator.baseChannels = 32;
  options.adversarialStart = state.range(0);
  constexpr std::int64_t batchSize = 16;
  ColouriseRecipe recipe(options, batchSize, 1, allThreads());
  recipe.begin(0);
  std::int64_t step = 0;
  for (auto _ : state) recipe.step(step++);
  state.counters["pictures/s"] =
      benchmark::Counter(static_cast<double>(step * batchSize), benchmark::Counter::kIsRate);
}
BENCHMARK(trainingStep)->Arg(0)->Arg(1 << 30)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(6);

}  // namespace
}  // namespace pentimento
