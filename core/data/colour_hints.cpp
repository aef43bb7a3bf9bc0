// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/colour_hints.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace pentimento {
namespace {

constexpr int mostHints = 250;
constexpr int largestPatch = 9;

cv::Rect patchAround(cv::Point centre, int patch, cv::Size size) {
  return cv::Rect(centre.x - patch / 2, centre.y - patch / 2, patch, patch) & cv::Rect(cv::Point(), size);
}

void paintTrueHint(torch::Tensor& planes, const cv::Mat& chroma, cv::Point centre, int patch) {
  const auto colour = cv::mean(chroma(patchAround(centre, patch, chroma.size())));
  paintHint(planes, centre.x, centre.y, patch, static_cast<float>(colour[0]), static_cast<float>(colour[1]));
}

cv::Point randomPoint(const cv::Mat& chroma, cv::RNG& random) {
  const int x = random.uniform(0, chroma.cols);
  return {x, random.uniform(0, chroma.rows)};
}

/// Of so many random points, the one whose colour is farthest from `usual`.
cv::Point unusualPoint(const cv::Mat& chroma, const cv::Scalar& usual, int candidates, cv::RNG& random) {
  const cv::Vec2f from(static_cast<float>(usual[0]), static_cast<float>(usual[1]));
  cv::Point farthest;
  double distance = -1;
  for (int i = 0; i < candidates; ++i) {
    const auto point = randomPoint(chroma, random);
    const double away = cv::norm(chroma.at<cv::Vec2f>(point) - from);
    if (away > distance) {
      farthest = point;
      distance = away;
    }
  }
  return farthest;
}

// 1 in what can be walked to from `centre` without crossing an edge, 0 elsewhere, soft over a few pixels.
cv::Mat regionAround(const cv::Mat& chroma, const cv::Mat& lightness, cv::Point centre) {
  cv::Mat planes[2], lab;
  cv::split(chroma, planes);
  cv::merge(std::vector<cv::Mat>{lightness, planes[0], planes[1]}, lab);
  cv::GaussianBlur(lab, lab, {}, 1.0);  // grain is no edge
  cv::Mat mask = cv::Mat::zeros(lab.rows + 2, lab.cols + 2, CV_8U);
  const cv::Scalar step(2.5, 2, 2);  // Lab units between neighbours
  cv::floodFill(lab, mask, centre, {}, nullptr, step, step, 4 | cv::FLOODFILL_MASK_ONLY | (255 << 8));
  cv::Mat region;
  mask(cv::Rect(1, 1, lab.cols, lab.rows)).convertTo(region, CV_32F, 1.0 / 255);
  cv::dilate(region, region, {});
  cv::GaussianBlur(region, region, {}, 1.0);
  return region;
}

}  // namespace

torch::Tensor emptyHints(std::int64_t height, std::int64_t width) { return torch::zeros({3, height, width}); }

void paintHint(torch::Tensor& planes, double x, double y, int patch, float a, float b) {
  const cv::Point centre(static_cast<int>(std::floor(x)), static_cast<int>(std::floor(y)));
  const auto area = patchAround(centre, patch, cv::Size(static_cast<int>(planes.size(2)), static_cast<int>(planes.size(1))));
  if (area.empty()) return;
  const auto window = planes.slice(1, area.y, area.y + area.height).slice(2, area.x, area.x + area.width);
  window[0].fill_(a / 110);
  window[1].fill_(b / 110);
  window[2].fill_(1);
}

torch::Tensor drawHints(const cv::Mat& chroma, double mean, HintSpread spread, cv::RNG& random,
                        std::vector<cv::Point>* points) {
  auto planes = emptyHints(chroma.rows, chroma.cols);
  // Geometric on 1, 2, …: inverse of its distribution function.
  const double u = random.uniform(1e-9, 1.0);
  const int count = std::min(mostHints, 1 + static_cast<int>(std::log(u) / std::log(1 - 1 / mean)));
  const auto usual = cv::mean(chroma);
  const int candidates = spread == HintSpread::Outlying ? 4 : 1;
  for (int i = 0; i < count; ++i) {
    const auto centre = unusualPoint(chroma, usual, candidates, random);
    paintTrueHint(planes, chroma, centre, random.uniform(1, largestPatch + 1));
    if (points) points->push_back(centre);
  }
  return planes;
}

torch::Tensor trueHints(const cv::Mat& chroma, int count, cv::RNG& random) {
  auto planes = emptyHints(chroma.rows, chroma.cols);
  for (int i = 0; i < count; ++i) paintTrueHint(planes, chroma, randomPoint(chroma, random), 5);
  return planes;
}

cv::Point recolour(cv::Mat& chroma, const cv::Mat& lightness, cv::RNG& random) {
  const auto centre = randomPoint(chroma, random);
  const auto from = chroma.at<cv::Vec2f>(centre);
  const double angle = random.uniform(0.0, 2 * CV_PI);
  const double strength = random.uniform(5.0, 50.0);
  const cv::Vec2f to(static_cast<float>(strength * std::cos(angle)), static_cast<float>(strength * std::sin(angle)));
  const cv::Mat region = regionAround(chroma, lightness, centre);
  constexpr float reach = 12;  // Lab units: what counts as the same colour
  for (int y = 0; y < chroma.rows; ++y)
    for (int x = 0; x < chroma.cols; ++x) {
      auto& pixel = chroma.at<cv::Vec2f>(y, x);
      const cv::Vec2f away = pixel - from;
      pixel += (to - from) * (std::exp(-away.dot(away) / (2 * reach * reach)) * region.at<float>(y, x));
    }
  return centre;
}

void changeTone(cv::Mat& chroma, cv::RNG& random) {
  const double saturation = std::exp(random.uniform(-0.4, 0.4));
  const double a = random.gaussian(4), b = random.gaussian(5);  // Lab units; daylight and lamps differ in b most
  chroma = chroma * saturation + cv::Scalar(a, b);
}

}  // namespace pentimento
