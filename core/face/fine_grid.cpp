// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/fine_grid.h"

#include <algorithm>
#include <array>
#include <opencv2/core/utility.hpp>

#include "core/face/cubic_taps.h"

namespace pentimento {
namespace {

/// sum of weight * row over `count` values, a multiple of four.
void weightedSum(const std::array<const float*, 4>& rows, const std::array<float, 4>& weights, int count, float* out) {
  for (int i = 0; i < count; i += 4) {
    auto sum = cv::v_setzero_f32();
    for (std::size_t j = 0; j < 4; ++j)
      sum = cv::v_muladd(cv::v_load(rows[j] + i), cv::v_setall_f32(weights[j]), sum);
    cv::v_store(out + i, sum);
  }
}

}  // namespace

FineGrid::FineGrid(const cv::Mat& crop)
    : channels_(crop.channels()),
      factor_(std::clamp(largestSide / std::max({crop.rows, crop.cols, 1}), 1, largestFactor)) {
  CV_Assert(crop.depth() == CV_32F && channels_ % 4 == 0 && !crop.empty());
  const auto inCrop = [this](int index) { return (index + 0.5) / factor_ - 0.5; };
  cv::Mat wide(crop.rows, crop.cols * factor_, crop.type());
  cv::parallel_for_(cv::Range(0, crop.rows), [&](const cv::Range& rows) {
    for (int x = 0; x < wide.cols; ++x) {
      const CubicTaps taps(inCrop(x), crop.cols);
      for (int y = rows.start; y < rows.end; ++y) {
        const float* row = crop.ptr<float>(y);
        std::array<const float*, 4> pixels;
        for (std::size_t i = 0; i < 4; ++i) pixels[i] = row + taps.indices[i] * channels_;
        weightedSum(pixels, taps.weights, channels_, wide.ptr<float>(y) + x * channels_);
      }
    }
  });
  values_.create(crop.rows * factor_, wide.cols, crop.type());
  CV_Assert(values_.rows > 1 && values_.cols > 1);  // a sample has neighbours
  cv::parallel_for_(cv::Range(0, values_.rows), [&](const cv::Range& rows) {
    for (int y = rows.start; y < rows.end; ++y) {
      const CubicTaps taps(inCrop(y), crop.rows);
      std::array<const float*, 4> lines;
      for (std::size_t j = 0; j < 4; ++j) lines[j] = wide.ptr<float>(taps.indices[j]);
      weightedSum(lines, taps.weights, wide.cols * channels_, values_.ptr<float>(y));
    }
  });
  lastX_ = static_cast<float>(values_.cols - 1);
  lastY_ = static_cast<float>(values_.rows - 1);
}

}  // namespace pentimento
