// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core/hal/intrin.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/base/error.h"
#include "core/image/resample.h"

namespace pentimento {
namespace {

using Lanes = cv::v_float32x4;
constexpr int lanes = 4;

constexpr int taps = 4;    // low-resolution pixels an axis, two on each side
constexpr int border = 2;  // repeated around the low-resolution planes, so that no tap asks where it is
constexpr float spatialSigma = 0.8f;  // low-resolution pixels
constexpr float lightnessSigma = 10;  // L; film grain stays well below it, edges of things above
// What a neighbour of any other lightness still counts, so that there always is a colour to take.
constexpr float leastWeight = 1e-4f;

/// Where the pixels of one full-resolution axis lie on the low-resolution one.
struct Axis {
  std::vector<int> first;                       ///< the first of the low-resolution pixels around it; from -2
  std::array<std::vector<float>, taps> weight;  ///< Gaussian of their distances; padded for whole lanes
  std::array<std::vector<float>, taps> cubic;   ///< bicubic (Keys 1981, a = -1/2)

  Axis(int full, int low) : first(full) {
    for (auto& w : weight) w.resize(full + lanes);
    for (auto& w : cubic) w.resize(full);
    for (int i = 0; i < full; ++i) {
      const double position = (i + 0.5) * low / full - 0.5;
      first[i] = static_cast<int>(std::floor(position)) - 1;
      for (int t = 0; t < taps; ++t) {
        const double distance = std::abs(first[i] + t - position);
        weight[t][i] = static_cast<float>(std::exp(-distance * distance / (2 * spatialSigma * spatialSigma)));
        cubic[t][i] = static_cast<float>(keys(distance));
      }
    }
  }

 private:
  static double keys(double x) {
    return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2;
  }
};

/// The low-resolution picture in planes, with its border.
struct LowPlanes {
  cv::Mat l, a, b;

  LowPlanes(const cv::Mat& lightness, const cv::Mat& chroma) {
    cv::Mat ab[2];
    cv::split(chroma, ab);
    pad(lightness, l);
    pad(ab[0], a);
    pad(ab[1], b);
  }

 private:
  static void pad(const cv::Mat& plane, cv::Mat& padded) {
    cv::copyMakeBorder(plane, padded, border, border, border, border, cv::BORDER_REPLICATE);
  }
};

/// The weighted mean chroma of the taps * taps neighbours from (column, row) of `low` on, for a few pixels at
/// once. (1 - d²/8s²)^4 is within 0.03 of the Gaussian of sigma s and needs no exponential.
void filterLanes(const LowPlanes& low, int column, int row, const Lanes& guide, const Lanes (&across)[taps],
                 const float (&down)[taps], Lanes& a, Lanes& b) {
  constexpr float scale = 1 / (8 * lightnessSigma * lightnessSigma);
  const Lanes one = cv::v_setall_f32(1), none = cv::v_setzero_f32(), least = cv::v_setall_f32(leastWeight);
  const Lanes slope = cv::v_setall_f32(-scale);
  Lanes sum = none, sumA = none, sumB = none;
  for (int j = 0; j < taps; ++j) {
    const float* lowL = low.l.ptr<float>(row + j) + column;
    const float* lowA = low.a.ptr<float>(row + j) + column;
    const float* lowB = low.b.ptr<float>(row + j) + column;
    const Lanes rowWeight = cv::v_setall_f32(down[j]);
    for (int i = 0; i < taps; ++i) {
      const Lanes d = guide - cv::v_setall_f32(lowL[i]);
      const Lanes t = cv::v_max(none, cv::v_muladd(d * d, slope, one));
      const Lanes t2 = t * t;
      const Lanes w = cv::v_muladd(t2, t2, least) * across[i] * rowWeight;
      sum += w;
      sumA = cv::v_muladd(w, cv::v_setall_f32(lowA[i]), sumA);
      sumB = cv::v_muladd(w, cv::v_setall_f32(lowB[i]), sumB);
    }
  }
  a = sumA / sum;
  b = sumB / sum;
}

/// `guide` is padded for whole lanes.
void filterRow(const LowPlanes& low, const Axis& columns, const Axis& rows, int y, const float* guide,
               float* out) {
  const int width = static_cast<int>(columns.first.size());
  const float down[taps] = {rows.weight[0][y], rows.weight[1][y], rows.weight[2][y], rows.weight[3][y]};
  for (int x = 0, count; x < width; x += count) {
    // Pixels that share their neighbours go together; lanes beyond them are computed and forgotten.
    for (count = 1; count < lanes && x + count < width && columns.first[x + count] == columns.first[x];)
      ++count;
    Lanes across[taps], a, b;
    for (int i = 0; i < taps; ++i) across[i] = cv::v_load(columns.weight[i].data() + x);
    filterLanes(low, columns.first[x] + border, rows.first[y] + border, cv::v_load(guide + x), across, down,
                a, b);
    float ab[2 * lanes];
    cv::v_store_interleave(ab, a, b);
    std::copy_n(ab, 2 * count, out + 2 * x);
  }
}

/// Kopf et al., "Joint Bilateral Upsampling", 2007.
cv::Mat jointBilateral(const cv::Mat& chroma, const cv::Mat& lightness, const Axis& columns,
                       const Axis& rows) {
  cv::Mat lowLightness;
  cv::resize(lightness, lowLightness, chroma.size(), 0, 0, cv::INTER_AREA);
  const LowPlanes low(lowLightness, chroma);
  cv::Mat result(lightness.size(), CV_32FC2);
  cv::parallel_for_(cv::Range(0, result.rows), [&](const cv::Range& range) {
    std::vector<float> guide(static_cast<std::size_t>(lightness.cols) + lanes);
    for (int y = range.start; y < range.end; ++y) {
      std::copy_n(lightness.ptr<float>(y), lightness.cols, guide.begin());
      filterRow(low, columns, rows, y, guide.data(), result.ptr<float>(y));
    }
  });
  return result;
}

/// Adds the bicubically enlarged `residual` to `result`, row by row: the enlarged picture never exists as a
/// whole.
void addEnlarged(const cv::Mat& residual, const Axis& rows, cv::Mat& result) {
  cv::Mat wide;
  cv::resize(residual, wide, cv::Size(result.cols, residual.rows), 0, 0, cv::INTER_CUBIC);
  cv::parallel_for_(cv::Range(0, result.rows), [&](const cv::Range& range) {
    for (int y = range.start; y < range.end; ++y) {
      const float* in[taps];
      for (int t = 0; t < taps; ++t) in[t] = wide.ptr<float>(std::clamp(rows.first[y] + t, 0, wide.rows - 1));
      const float w[] = {rows.cubic[0][y], rows.cubic[1][y], rows.cubic[2][y], rows.cubic[3][y]};
      float* out = result.ptr<float>(y);
      for (int i = 0; i < 2 * result.cols; ++i) {
        out[i] += w[0] * in[0][i] + w[1] * in[1][i] + w[2] * in[2][i] + w[3] * in[3][i];
      }
    }
  });
}

void check(const Image& chroma, const Image& lightness) {
  if (chroma.empty() || chroma.channels() != 2 || chroma.depth() != PixelDepth::F32) {
    throw Error(ErrorKind::InvalidArgument, "chroma must be two channels of floats");
  }
  if (lightness.empty() || lightness.channels() != 1 || lightness.depth() != PixelDepth::F32) {
    throw Error(ErrorKind::InvalidArgument, "lightness must be one channel of floats");
  }
}

}  // namespace

Image upsampleChroma(const Image& chroma, const Image& lightness) {
  check(chroma, lightness);
  if (lightness.width() <= chroma.width() && lightness.height() <= chroma.height()) {
    return resize(chroma, lightness.width(), lightness.height());
  }
  const Axis columns(lightness.width(), chroma.width()), rows(lightness.height(), chroma.height());
  cv::Mat result = jointBilateral(chroma.mat(), lightness.mat(), columns, rows);
  // One step of back projection: reduced again, the result shall be the chroma that it came from.
  cv::Mat residual;
  cv::resize(result, residual, chroma.mat().size(), 0, 0, cv::INTER_AREA);
  residual = chroma.mat() - residual;
  addEnlarged(residual, rows, result);
  return Image(result);
}

}  // namespace pentimento
