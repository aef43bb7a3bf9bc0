// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/colour_suggestions.h"

#include <algorithm>
#include <cmath>

#include "core/networks/colour_distribution.h"

namespace pentimento {
namespace {

constexpr float clearlyDifferent = 18;  // Lab units in the ab plane
constexpr double temperature = 2;       // above 1: unlikelier colours get a chance to be offered

// Mean chroma of the cells near `peak`, weighted by their probability: finer than the 10-unit grid.
std::pair<float, float> localMean(const torch::Tensor& probabilities, std::int64_t peak) {
  const auto* p = probabilities.data_ptr<float>();
  const auto centre = ChromaCells::centre(peak);
  double weight = 0, a = 0, b = 0;
  for (std::int64_t i = 0; i < ChromaCells::count; ++i) {
    const auto cell = ChromaCells::centre(i);
    if (std::max(std::abs(cell.first - centre.first), std::abs(cell.second - centre.second)) > 10.5F) continue;
    weight += p[i];
    a += p[i] * cell.first;
    b += p[i] * cell.second;
  }
  return {static_cast<float>(a / weight), static_cast<float>(b / weight)};
}

}  // namespace

std::vector<Rgb8> likelyColours(const torch::Tensor& logits, double x, double y, float lightness, int count) {
  const auto column = static_cast<std::int64_t>(x), row = static_cast<std::int64_t>(y);
  const auto range = [](std::int64_t centre, std::int64_t size) {
    return std::pair{std::clamp<std::int64_t>(centre - 1, 0, size - 1), std::clamp<std::int64_t>(centre + 2, 1, size)};
  };
  const auto [top, bottom] = range(row, logits.size(1));
  const auto [left, right] = range(column, logits.size(2));
  auto probabilities =
      torch::softmax(logits.slice(1, top, bottom).slice(2, left, right) / temperature, 0).mean({1, 2}).contiguous();
  std::vector<Rgb8> colours;
  while (static_cast<int>(colours.size()) < count) {
    const auto peak = probabilities.argmax().item<std::int64_t>();
    if (probabilities[peak].item<float>() <= 0) break;
    const auto [a, b] = localMean(probabilities, peak);
    colours.push_back(rgbFromLab(Lab{lightness, a, b}));
    auto* p = probabilities.data_ptr<float>();
    for (std::int64_t i = 0; i < ChromaCells::count; ++i) {
      const auto cell = ChromaCells::centre(i);
      if (std::hypot(cell.first - a, cell.second - b) < clearlyDifferent || i == peak) p[i] = 0;
    }
  }
  return colours;
}

}  // namespace pentimento
