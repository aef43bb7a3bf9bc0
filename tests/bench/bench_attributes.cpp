// SPDX-License-Identifier: GPL-3.0-or-later
// What moving an attribute's slider may cost on two cores: 16 ms a frame on the screen's rendition of a
// photo, 1.5 s in all of 12 megapixels.
#include <benchmark/benchmark.h>

#include <opencv2/core.hpp>

#include "core/effects/attribute_layer.h"
#include "tests/support/made_photos.h"

namespace pentimento {
namespace {

// The arguments are the photo's long side, the side of the face's square in it, and whether fine detail goes
// with the residual.
void add(benchmark::State& state) {
  const auto width = static_cast<int>(state.range(0)), height = width * 3 / 4;
  const Image photo = test::madeScene(width, height, 1);
  const double half = static_cast<double>(state.range(1)) / 2;
  const Alignment alignment{
      {width / 2.0, height / 2.0}, {half * 0.98, half * 0.2}, {-half * 0.2, half * 0.98}};
  cv::Mat crop;
  cropFromPhoto(photo, alignment, 128).mat().convertTo(crop, CV_32F, 1.0 / 255);
  auto layer = attributeLayer(Image(cv::Mat(crop * -0.5)), Image(crop));
  if (state.range(2) == 0) layer.detail = {};
  for (auto _ : state) benchmark::DoNotOptimize(addLayer(photo, alignment, layer));
}
BENCHMARK(add)
    ->Args({1400, 600, 0})
    ->Args({1400, 600, 1})
    ->Args({1400, 1000, 1})
    ->Args({4000, 2600, 0})
    ->Args({4000, 2600, 1})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

// What several sliders cost before that.
void sum(benchmark::State& state) {
  cv::Mat values(128, 128, CV_32FC3);
  cv::randu(values, -0.5, 0.5);
  const auto layer = attributeLayer(Image(values), Image(values));
  for (auto _ : state) {
    AttributeLayer sum;
    for (std::size_t i = 0; i < attributeCount; ++i) addTo(sum, layer, 0.5);
    benchmark::DoNotOptimize(sum);
  }
}
BENCHMARK(sum)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace pentimento
