// SPDX-License-Identifier: GPL-3.0-or-later
// Budgets of SPEC 9 for a 12-megapixel photo on two cores: opened in 1 s; here also the steps of colourising
// it.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <opencv2/imgproc.hpp>

#include "core/image/colour.h"
#include "core/image/image_io.h"
#include "core/image/resample.h"

namespace {

using namespace pentimento;

constexpr int width = 4000, height = 3000;

/// Soft shapes in many colours under fine grain: about as hard to encode as a photograph.
Photo twelveMegapixels() {
  cv::Mat small(60, 80, CV_8UC3), pixels, grain(height, width, CV_8UC3);
  cv::theRNG().state = 12;
  cv::randu(small, 0, 256);
  cv::resize(small, pixels, cv::Size(width, height), 0, 0, cv::INTER_CUBIC);
  cv::randn(grain, 8, 4);
  pixels += grain;
  Photo photo;
  photo.image = Image(pixels);
  return photo;
}

const Photo& photo() {
  static const Photo made = twelveMegapixels();
  return made;
}

/// A file that the benchmarks write and read, removed at exit.
struct File {
  explicit File(const char* suffix)
      : path(std::filesystem::temp_directory_path() /
             ("pentimento-bench-" + std::to_string(getpid()) + suffix)) {}
  ~File() { std::filesystem::remove(path); }
  std::filesystem::path path;
};

void read(benchmark::State& state, const char* suffix) {
  const File file(suffix);
  writePhoto(file.path, photo());
  for (auto _ : state) benchmark::DoNotOptimize(readPhoto(file.path).image.mat().data);
}

void write(benchmark::State& state, const char* suffix) {
  const File file(suffix);
  photo();
  for (auto _ : state) writePhoto(file.path, photo());
}

Image chromaOf(const Image& rgb) {
  cv::Mat ab(rgb.height(), rgb.width(), CV_32FC2);
  const cv::Mat lab = labFromRgb(rgb).mat();
  const int pairs[] = {1, 0, 2, 1};
  cv::mixChannels(&lab, 1, &ab, 1, pairs, 2);
  return Image(ab);
}

void labFromPhoto(benchmark::State& state) {
  photo();
  for (auto _ : state) benchmark::DoNotOptimize(labFromRgb(photo().image).mat().data);
}

void lightnessOfPhoto(benchmark::State& state) {
  photo();
  for (auto _ : state) benchmark::DoNotOptimize(lightness(photo().image).mat().data);
}

void upsampleFrom256(benchmark::State& state) {
  const Image l = lightness(photo().image), low = resize(chromaOf(photo().image), 256, 192);
  for (auto _ : state) benchmark::DoNotOptimize(upsampleChroma(low, l).mat().data);
}

/// `state.range(0)`: chroma times this / 100; 600 puts nearly every pixel outside sRGB.
void joinLightnessAndChroma(benchmark::State& state) {
  const Image l = lightness(photo().image),
              ab(cv::Mat(chromaOf(photo().image).mat() * (state.range(0) / 100.0)));
  for (auto _ : state) benchmark::DoNotOptimize(rgbFromLightnessAndChroma(l, ab, PixelDepth::U8).mat().data);
}

BENCHMARK_CAPTURE(read, jpeg, ".jpg")->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(read, png, ".png")->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(read, tiff, ".tif")->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(write, jpeg, ".jpg")->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(write, png, ".png")->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(write, tiff, ".tif")->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(labFromPhoto)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(lightnessOfPhoto)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(upsampleFrom256)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(joinLightnessAndChroma)
    ->Arg(100)
    ->Arg(600)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

}  // namespace
