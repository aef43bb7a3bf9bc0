// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/base/error.h"
#include "core/image/resample.h"

namespace pentimento {
namespace {

constexpr int radius = 2, taps = 2 * radius + 1;  // low-resolution pixels
constexpr float spatialSigma = 0.8f;              // low-resolution pixels
constexpr float lightnessSigma = 10;              // L; film grain stays well below it, edges of things above
// What a neighbour of any other lightness still counts, so that there always is a colour to take.
constexpr float leastWeight = 1e-4f;

/// Where the pixels of one full-resolution axis lie on the low-resolution one.
struct Axis {
  std::vector<int> nearest;                       ///< low-resolution pixel
  std::array<std::vector<float>, taps> weight;    ///< Gaussian, of nearest - radius … nearest + radius
  std::vector<int> floor;                         ///< low-resolution pixel at or before it; from -1
  std::array<std::vector<float>, 4> cubic;        ///< of floor - 1 … floor + 2 (Keys 1981, a = -1/2)

  Axis(int full, int low) : nearest(full), floor(full) {
    for (auto& w : weight) w.resize(full);
    for (auto& w : cubic) w.resize(full);
    for (int i = 0; i < full; ++i) {
      const double position = (i + 0.5) * low / full - 0.5;
      nearest[i] = static_cast<int>(std::floor(position + 0.5));
      floor[i] = static_cast<int>(std::floor(position));
      for (int t = 0; t < taps; ++t) {
        const double distance = nearest[i] + t - radius - position;
        weight[t][i] = static_cast<float>(std::exp(-distance * distance / (2 * spatialSigma * spatialSigma)));
      }
      for (int t = 0; t < 4; ++t) cubic[t][i] = keys(std::abs(floor[i] + t - 1 - position));
    }
  }

 private:
  static float keys(double x) {
    if (x < 1) return static_cast<float>((1.5 * x - 2.5) * x * x + 1);
    return static_cast<float>(((-0.5 * x + 2.5) * x - 4) * x + 2);
  }
};

/// Low-resolution planes with a border of `radius` repeated pixels, so that no tap asks where it is.
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
    cv::copyMakeBorder(plane, padded, radius, radius, radius, radius, cv::BORDER_REPLICATE);
  }
};

struct Sums {
  static constexpr int capacity = 64;
  float weight[capacity], a[capacity], b[capacity];
};

/// Adds one low-resolution neighbour to `count` pixels. Plain arithmetic on arrays: the compiler makes it SIMD.
/// (1 - d²/8s²)^4 is within 0.03 of the Gaussian of sigma s and needs no exponential.
void addNeighbour(const float* guide, const float* across, int count, float l, float a, float b, float down,
                  Sums& sums) {
  constexpr float scale = 1 / (8 * lightnessSigma * lightnessSigma);
  for (int i = 0; i < count; ++i) {
    const float d = guide[i] - l;
    const float t = std::max(0.f, 1 - d * d * scale);
    const float w = (t * t * t * t + leastWeight) * down * across[i];
    sums.weight[i] += w;
    sums.a[i] += w * a;
    sums.b[i] += w * b;
  }
}

void filterRow(const LowPlanes& low, const Axis& columns, const Axis& rows, int y, const float* guide, float* out) {
  const int width = static_cast<int>(columns.nearest.size());
  for (int begin = 0, end; begin < width; begin = end) {
    // Pixels that share their neighbours go together.
    const int x = columns.nearest[begin];
    for (end = begin + 1; end < width && end - begin < Sums::capacity && columns.nearest[end] == x;) ++end;
    const int count = end - begin;
    Sums sums{};
    for (int j = 0; j < taps; ++j) {
      const int row = rows.nearest[y] + j;  // already shifted by the border
      const float* l = low.l.ptr<float>(row) + x;
      const float* a = low.a.ptr<float>(row) + x;
      const float* b = low.b.ptr<float>(row) + x;
      for (int i = 0; i < taps; ++i) {
        addNeighbour(guide + begin, columns.weight[i].data() + begin, count, l[i], a[i], b[i], rows.weight[j][y], sums);
      }
    }
    for (int i = 0; i < count; ++i) {
      out[2 * (begin + i)] = sums.a[i] / sums.weight[i];
      out[2 * (begin + i) + 1] = sums.b[i] / sums.weight[i];
    }
  }
}

/// Kopf et al., "Joint Bilateral Upsampling", 2007.
cv::Mat jointBilateral(const cv::Mat& chroma, const cv::Mat& lightness, const Axis& columns, const Axis& rows) {
  cv::Mat lowLightness;
  cv::resize(lightness, lowLightness, chroma.size(), 0, 0, cv::INTER_AREA);
  const LowPlanes low(lowLightness, chroma);
  cv::Mat result(lightness.size(), CV_32FC2);
  cv::parallel_for_(cv::Range(0, result.rows), [&](const cv::Range& range) {
    for (int y = range.start; y < range.end; ++y) {
      filterRow(low, columns, rows, y, lightness.ptr<float>(y), result.ptr<float>(y));
    }
  });
  return result;
}

/// Adds the bicubically enlarged `residual` to `result`, row by row: the enlarged picture never exists as a whole.
void addEnlarged(const cv::Mat& residual, const Axis& rows, cv::Mat& result) {
  cv::Mat wide;
  cv::resize(residual, wide, cv::Size(result.cols, residual.rows), 0, 0, cv::INTER_CUBIC);
  cv::parallel_for_(cv::Range(0, result.rows), [&](const cv::Range& range) {
    for (int y = range.start; y < range.end; ++y) {
      const float* in[4];
      for (int t = 0; t < 4; ++t) in[t] = wide.ptr<float>(std::clamp(rows.floor[y] + t - 1, 0, wide.rows - 1));
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
