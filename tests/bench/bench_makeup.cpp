// SPDX-License-Identifier: GPL-3.0-or-later
// What make-up may cost on two cores: 1 s from a dropped reference to the result, both faces analysed; 16 ms
// a frame of a slider; 1.5 s in all of 12 megapixels.
#include <benchmark/benchmark.h>

#include <opencv2/imgproc.hpp>

#include "core/effects/makeup.h"
#include "core/image/image_io.h"

namespace pentimento {
namespace {

/// An astronaut in a photo of this width (4 : 3), her face's square a third of it; the model.
struct Scene {
  explicit Scene(int width) : model(makeupFiles(), selectCompute({})) {
    const Image sample = readPhoto(PENTIMENTO_SOURCE_DIR "/resources/samples/astronaut_nasa.jpg").image;
    cv::Mat enlarged;
    cv::resize(sample.mat()(cv::Rect(0, 0, 512, 384)), enlarged, {width, width * 3 / 4}, 0, 0,
               cv::INTER_CUBIC);
    photo = Image(enlarged);
    const double scale = width / 512.0;
    alignment = {{224.3 * scale, 106.3 * scale}, {86 * scale, 3.5 * scale}, {-3.5 * scale, 86 * scale}};
  }
  MakeupModel model;
  Image photo;
  Alignment alignment;
};

// The argument is the photo's width. All that a drop asks for but finding the faces.
void drop(benchmark::State& state) {
  Scene scene(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    const auto reference = scene.model.reference(scene.photo, scene.alignment);
    MakeupSession session(scene.model, scene.photo, scene.alignment);
    benchmark::DoNotOptimize(addLayer(scene.photo, scene.alignment, session.layer(reference, {})));
  }
}
BENCHMARK(drop)->Arg(1400)->Arg(4000)->Unit(benchmark::kMillisecond)->UseRealTime();

void slider(benchmark::State& state) {
  Scene scene(static_cast<int>(state.range(0)));
  const auto reference = scene.model.reference(scene.photo, scene.alignment);
  MakeupSession session(scene.model, scene.photo, scene.alignment);
  MakeupShades shades;
  for (auto _ : state) {
    shades.shade = shades.shade > 0.5 ? 0.4 : 0.8;
    benchmark::DoNotOptimize(addLayer(scene.photo, scene.alignment, session.layer(reference, shades)));
  }
}
BENCHMARK(slider)->Arg(1400)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace pentimento
