// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/affine_sampler.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core/hal/intrin.hpp>
#include <vector>

#include "core/face/cubic_taps.h"

namespace pentimento {
namespace {

using Weights = std::array<float, 4>;  // of the pixels floor(x) - 1 to floor(x) + 2

Weights bSpline(double position) {
  const auto t = static_cast<float>(position - std::floor(position));
  const float s = 1 - t;
  return {s * s * s / 6, (4 - 6 * t * t + 3 * t * t * t) / 6, (4 - 6 * s * s + 3 * s * s * s) / 6,
          t * t * t / 6};
}

cv::v_float32x4 loadFour(const std::uint8_t* values) {
  return cv::v_cvt_f32(cv::v_reinterpret_as_s32(cv::v_load_expand_q(values)));
}
cv::v_float32x4 loadFour(const std::uint16_t* values) {
  return cv::v_cvt_f32(cv::v_reinterpret_as_s32(cv::v_load_expand(values)));
}
cv::v_float32x4 loadFour(const float* values) { return cv::v_load(values); }

/// Three channels in one register, whose fourth value is the next pixel's: there must be one.
template <typename T>
void sampleInside(const cv::Mat& source, const CubicTaps& xs, const CubicTaps& ys, T* out) {
  auto sum = cv::v_setzero_f32();
  for (std::size_t j = 0; j < 4; ++j) {
    const T* pixel = source.ptr<T>(ys.indices[j]) + 3 * xs.indices[0];
    auto line = cv::v_setzero_f32();
    for (std::size_t i = 0; i < 4; ++i, pixel += 3)
      line = cv::v_muladd(loadFour(pixel), cv::v_setall_f32(xs.weights[i]), line);
    sum = cv::v_muladd(line, cv::v_setall_f32(ys.weights[j]), sum);
  }
  std::array<float, 4> values;
  cv::v_store(values.data(), sum);
  for (std::size_t c = 0; c < 3; ++c) out[c] = cv::saturate_cast<T>(values[c]);
}

/// The number of channels is known to the compiler: three times as fast.
template <typename T, std::size_t channels>
void samplePixel(const cv::Mat& source, const cv::Point2d& p, T* out) {
  const CubicTaps xs(p.x, source.cols), ys(p.y, source.rows);
  if constexpr (channels == 3) {
    // Reflected indices are not in a row.
    const bool inARow = xs.indices[0] >= 0 && xs.indices[3] == xs.indices[0] + 3 && xs.indices[3] + 1 < source.cols;
    if (inARow) return sampleInside(source, xs, ys, out);
  }
  std::array<float, channels> sum{};
  for (std::size_t j = 0; j < 4; ++j) {
    const T* row = source.ptr<T>(ys.indices[j]);
    for (std::size_t i = 0; i < 4; ++i) {
      const float w = xs.weights[i] * ys.weights[j];
      const T* pixel = row + xs.indices[i] * static_cast<int>(channels);
      for (std::size_t c = 0; c < channels; ++c) sum[c] += w * static_cast<float>(pixel[c]);
    }
  }
  for (std::size_t c = 0; c < channels; ++c) out[c] = cv::saturate_cast<T>(sum[c]);
}

template <typename T, std::size_t channels>
void sampleRows(const cv::Mat& source, const cv::Matx23d& map, cv::Mat& target, const cv::Rect& area) {
  cv::parallel_for_(cv::Range(area.y, area.y + area.height), [&](const cv::Range& rows) {
    for (int y = rows.start; y < rows.end; ++y) {
      T* out = target.ptr<T>(y) + area.x * static_cast<int>(channels);
      for (int x = area.x; x < area.x + area.width; ++x, out += channels)
        samplePixel<T, channels>(source, transform(map, x, y), out);
    }
  });
}

using Votes = std::array<float, 32>;

std::uint8_t winner(const Votes& votes) {
  return static_cast<std::uint8_t>(std::max_element(votes.begin(), votes.end()) - votes.begin());
}

std::uint8_t smoothLabel(const cv::Mat& source, const cv::Point2d& p) {
  const int x0 = static_cast<int>(std::floor(p.x)) - 1, y0 = static_cast<int>(std::floor(p.y)) - 1;
  std::array<std::array<std::uint8_t, 4>, 4> labels;
  bool uniform = true;
  for (int j = 0; j < 4; ++j) {
    const std::uint8_t* row = source.ptr(std::clamp(y0 + j, 0, source.rows - 1));
    for (int i = 0; i < 4; ++i) {
      const std::uint8_t label = row[std::clamp(x0 + i, 0, source.cols - 1)];
      labels[static_cast<std::size_t>(j)][static_cast<std::size_t>(i)] = label;
      uniform = uniform && label == labels[0][0];
    }
  }
  if (uniform) return labels[0][0];
  const Weights wx = bSpline(p.x), wy = bSpline(p.y);
  Votes votes{};
  for (std::size_t j = 0; j < 4; ++j)
    for (std::size_t i = 0; i < 4; ++i) votes[labels[j][i] & 31u] += wx[i] * wy[j];
  return winner(votes);
}

bool isInside(const cv::Mat& source, const cv::Point2d& p) {
  return p.x >= -0.5 && p.y >= -0.5 && p.x < source.cols - 0.5 && p.y < source.rows - 0.5;
}

/// The most frequent of n x n labels spread over the target's pixel at (x, y).
std::uint8_t commonLabel(const cv::Mat& source, const cv::Matx23d& map, int x, int y, int n) {
  Votes votes{};
  for (int j = 0; j < n; ++j) {
    for (int i = 0; i < n; ++i) {
      const auto p = transform(map, x + (i + 0.5) / n - 0.5, y + (j + 0.5) / n - 0.5);
      const int label = isInside(source, p) ? source.at<std::uint8_t>(cvRound(p.y), cvRound(p.x)) : 0;
      votes[static_cast<std::size_t>(label & 31)] += 1;
    }
  }
  return winner(votes);
}

template <typename T>
void mixRows(cv::Mat& a, const cv::Mat& b, const cv::Mat& weight) {
  const int channels = a.channels();
  for (int y = 0; y < a.rows; ++y) {
    T* into = a.ptr<T>(y);
    const T* other = b.ptr<T>(y);
    const float* w = weight.ptr<float>(y);
    for (int i = 0; i < a.cols * channels; ++i) {
      const float share = w[i / channels], own = static_cast<float>(into[i]);
      if (share > 0) into[i] = cv::saturate_cast<T>(own + share * (static_cast<float>(other[i]) - own));
    }
  }
}

/// Calls `work` with a value of the matrix's element type.
template <typename Work>
void withElementOf(const cv::Mat& mat, Work&& work) {
  switch (mat.depth()) {
    case CV_16U:
      return work(std::uint16_t{});
    case CV_32F:
      return work(float{});
    default:
      return work(std::uint8_t{});
  }
}

}  // namespace

void mix(cv::Mat& a, const cv::Mat& b, const cv::Mat& weight) {
  withElementOf(a, [&](auto element) { mixRows<decltype(element)>(a, b, weight); });
}

void sampleCubic(const cv::Mat& source, const cv::Matx23d& sourceFromTarget, cv::Mat& target,
                 const cv::Rect& area) {
  withElementOf(source, [&](auto element) {
    using T = decltype(element);
    switch (source.channels()) {
      case 1:
        return sampleRows<T, 1>(source, sourceFromTarget, target, area);
      case 2:
        return sampleRows<T, 2>(source, sourceFromTarget, target, area);
      default:
        return sampleRows<T, 3>(source, sourceFromTarget, target, area);
    }
  });
}

void sampleLabels(const cv::Mat& source, const cv::Matx23d& sourceFromTarget, cv::Mat& target,
                  const cv::Rect& area) {
  const double step = std::hypot(sourceFromTarget(0, 0), sourceFromTarget(1, 0));
  const int n = step <= 1 ? 1 : std::min(16, static_cast<int>(std::ceil(step)) + 1);
  cv::parallel_for_(cv::Range(area.y, area.y + area.height), [&](const cv::Range& rows) {
    for (int y = rows.start; y < rows.end; ++y) {
      std::uint8_t* out = target.ptr(y);
      for (int x = area.x; x < area.x + area.width; ++x) {
        if (n > 1) {
          out[x] = commonLabel(source, sourceFromTarget, x, y, n);
        } else {
          const auto p = transform(sourceFromTarget, x, y);
          out[x] = isInside(source, p) ? smoothLabel(source, p) : std::uint8_t{0};
        }
      }
    }
  });
}

}  // namespace pentimento
