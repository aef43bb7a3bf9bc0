// SPDX-License-Identifier: GPL-3.0-or-later
// What make-up may cost on two cores: 1 s from a dropped reference to the result, both faces analysed; 16 ms
// a frame of a slider; 1.5 s in all of 12 megapixels.
#include <benchmark/benchmark.h>

#include <opencv2/imgproc.hpp>

#include "core/analysis/parser_model.h"
#include "core/analysis/position_model.h"
#include "core/effects/makeup.h"
#include "core/image/image_io.h"

namespace pentimento {
namespace {

/// An astronaut in a photo of this width (4 : 3), her face's square a third of it; the model.
struct Scene {
  explicit Scene(int width) {
    const Image sample = readPhoto(PENTIMENTO_SOURCE_DIR "/resources/samples/astronaut_nasa.jpg").image;
    cv::Mat enlarged;
    cv::resize(sample.mat()(cv::Rect(0, 0, 512, 384)), enlarged, {width, width * 3 / 4}, 0, 0,
               cv::INTER_CUBIC);
    photo = Image(enlarged);
    const double scale = width / 512.0;
    alignment = {{224.3 * scale, 106.3 * scale}, {86 * scale, 3.5 * scale}, {-3.5 * scale, 86 * scale}};
  }
  MakeupReference reference() {
    Face face;
    face.alignment = alignment;
    const Image crop = cropFromPhoto(photo, alignment, labelSize);
    face.labels = parser.parse(crop);
    face.positions = positionModel.predict(crop);
    return makeupReference(photo, face);
  }

  MakeupFiles files = makeupFiles();
  Compute compute = selectCompute({});
  MakeupModel model{files, compute};
  ParserModel parser{files.parser, compute};
  PositionModel positionModel{files.positionMap, compute};
  Image photo;
  Alignment alignment;
};

// The argument is the photo's width. All that a drop asks for but finding the faces.
void drop(benchmark::State& state) {
  Scene scene(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    const auto reference = scene.reference();
    MakeupSession session(scene.model, scene.photo, scene.alignment);
    benchmark::DoNotOptimize(addLayer(scene.photo, scene.alignment, session.layer(reference, {})));
  }
}
BENCHMARK(drop)->Arg(1400)->Arg(4000)->Unit(benchmark::kMillisecond)->UseRealTime();

void slider(benchmark::State& state) {
  Scene scene(static_cast<int>(state.range(0)));
  const auto reference = scene.reference();
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
