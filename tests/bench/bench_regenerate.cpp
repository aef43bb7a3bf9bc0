// SPDX-License-Identifier: GPL-3.0-or-later
// What putting a regenerated face back may cost on two cores: 1.5 s in a photo of 12 megapixels, 50 ms in a
// preview of a face of 1,000 pixels.
#include <benchmark/benchmark.h>

#include <opencv2/imgproc.hpp>

#include "core/effects/regenerate.h"
#include "tests/support/made_photos.h"

namespace pentimento {
namespace {

/// A change of hair and brow size, or the whole crop.
Image maskFor(bool wholeFace) {
  cv::Mat parsed = cv::Mat::zeros(256, 256, CV_8U), painted = parsed.clone();
  cv::ellipse(painted, {128, 70}, {80, 40}, 0, 0, 360, 1, cv::FILLED);
  return regenerationMask(Image(parsed), Image(painted), wholeFace);
}

// The arguments are the photo's long side, the side of the face's square in it, and whether all of it is
// replaced.
void blend(benchmark::State& state) {
  const auto width = static_cast<int>(state.range(0)), height = width * 3 / 4;
  const Image photo = test::madeScene(width, height, 1), mask = maskFor(state.range(2) != 0);
  const double half = static_cast<double>(state.range(1)) / 2;
  const Alignment alignment{
      {width / 2.0, height / 2.0}, {half * 0.98, half * 0.2}, {-half * 0.2, half * 0.98}};
  cv::Mat generated;
  test::madeScene(256, 256, 2).mat().convertTo(generated, CV_32F, 1.0 / 255);
  for (auto _ : state) benchmark::DoNotOptimize(blendRegenerated(photo, alignment, Image(generated), mask));
}
BENCHMARK(blend)
    ->Args({4000, 2600, 0})
    ->Args({4000, 2600, 1})
    ->Args({1400, 1000, 0})
    ->Args({1400, 1000, 1})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
}  // namespace pentimento
