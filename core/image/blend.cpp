// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/blend.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"

namespace pentimento {
namespace {

constexpr double borderWidth = 0.03;  // of the longer side: how far outside the mask differences are measured
constexpr double reach = 0.2;         // of the longer side: how far the filter spreads them on flat ground
constexpr float edgeStrength = 0.3f;  // sum of the channels' steps that keeps differences apart
constexpr float outlier = 0.15f;      // a difference of this size counts half
constexpr float noCorrection = 5e-4f;  // weight of the belief that nothing is to be corrected
constexpr int iterations = 3;

void check(const Image& generated, const Image& original, const Image& mask) {
  const auto fits = [&](const Image& image, int channels) {
    return !image.empty() && image.depth() == PixelDepth::F32 && image.channels() == channels &&
           image.mat().size() == generated.mat().size();
  };
  if (!fits(generated, 3) || !fits(original, 3) || !fits(mask, 1))
    throw Error(ErrorKind::InvalidArgument,
                "colours are matched between float pictures of one size under a mask");
}

/// (r, g, b, 1) times the weight of each pixel at which generated and original can be compared.
cv::Mat weightedDifferences(const cv::Mat& generated, const cv::Mat& original, const cv::Mat& mask) {
  const int radius = std::max(1, cvRound(borderWidth * std::max(mask.cols, mask.rows)));
  cv::Mat near;
  cv::dilate(mask, near, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1}));
  cv::Mat result(mask.size(), CV_32FC4);
  for (int y = 0; y < mask.rows; ++y) {
    const auto* from = generated.ptr<cv::Vec3f>(y);
    const auto* to = original.ptr<cv::Vec3f>(y);
    auto* out = result.ptr<cv::Vec4f>(y);
    for (int x = 0; x < mask.cols; ++x) {
      const cv::Vec3f d = to[x] - from[x];
      const float size = d.dot(d) / (outlier * outlier);
      const float weight =
          near.at<float>(y, x) > 0 ? (1 - std::clamp(mask.at<float>(y, x), 0.f, 1.f)) / (1 + size) : 0;
      out[x] = {d[0] * weight, d[1] * weight, d[2] * weight, weight};
    }
  }
  return result;
}

/// How far each pixel is from the one before it in its row, colours included (Gastal & Oliveira, eq. 11); for
/// the first one 0 comes to 1 and is not used.
cv::Mat steps(const cv::Mat& guide, float pixels) {
  cv::Mat result(guide.size(), CV_32F);
  for (int y = 0; y < guide.rows; ++y) {
    const auto* row = guide.ptr<cv::Vec3f>(y);
    auto* out = result.ptr<float>(y);
    out[0] = 1;
    for (int x = 1; x < guide.cols; ++x)
      out[x] = 1 + pixels / edgeStrength * static_cast<float>(cv::norm(row[x] - row[x - 1], cv::NORM_L1));
  }
  return result;
}

/// One recursive pass to the right and back in every row (eq. 21). `shares`: feedback of each step.
void filterRows(cv::Mat& values, const cv::Mat& shares) {
  cv::parallel_for_(cv::Range(0, values.rows), [&](const cv::Range& rows) {
    for (int y = rows.start; y < rows.end; ++y) {
      auto* row = values.ptr<cv::Vec4f>(y);
      const auto* share = shares.ptr<float>(y);
      for (int x = 1; x < values.cols; ++x) row[x] += share[x] * (row[x - 1] - row[x]);
      for (int x = values.cols - 2; x >= 0; --x) row[x] += share[x + 1] * (row[x + 1] - row[x]);
    }
  });
}

cv::Mat transposed(const cv::Mat& mat) {
  cv::Mat result;
  cv::transpose(mat, result);
  return result;
}

/// feedback^step, with the feedback of a filter as wide as iteration `i` wants (eq. 14).
cv::Mat sharesOf(const cv::Mat& steps, double pixels, int i) {
  const double sigma =
      pixels * std::sqrt(3.0) * std::pow(2.0, iterations - i - 1) / std::sqrt(std::pow(4.0, iterations) - 1);
  cv::Mat shares;
  cv::exp(steps * (-std::sqrt(2.0) / sigma), shares);
  return shares;
}

void spread(cv::Mat& values, const cv::Mat& guide) {
  const double pixels = reach * std::max(guide.cols, guide.rows);
  const cv::Mat across = steps(guide, static_cast<float>(pixels)),
                down = steps(transposed(guide), static_cast<float>(pixels));
  for (int i = 0; i < iterations; ++i) {
    filterRows(values, sharesOf(across, pixels, i));
    cv::Mat columns = transposed(values);
    filterRows(columns, sharesOf(down, pixels, i));
    values = transposed(columns);
  }
}

}  // namespace

Image matchedToSurroundings(const Image& generated, const Image& original, const Image& mask) {
  check(generated, original, mask);
  cv::Mat differences = weightedDifferences(generated.mat(), original.mat(), mask.mat());
  spread(differences, generated.mat());
  Image result = generated.clone();
  for (int y = 0; y < result.height(); ++y) {
    const auto* difference = differences.ptr<cv::Vec4f>(y);
    auto* row = result.mat().ptr<cv::Vec3f>(y);
    for (int x = 0; x < result.width(); ++x) {
      const auto& d = difference[x];
      row[x] += cv::Vec3f(d[0], d[1], d[2]) / (d[3] + noCorrection);
    }
  }
  return result;
}

}  // namespace pentimento
