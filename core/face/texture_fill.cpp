// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/texture_fill.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace pentimento {
namespace {

cv::Mat scaledBy(const cv::Mat& values, const cv::Mat& weight) {
  cv::Mat weights;
  cv::merge(std::vector<cv::Mat>(values.channels(), weight), weights);
  return values.mul(weights);
}

/// a where weight is 1, b where it is 0.
cv::Mat mixed(const cv::Mat& a, const cv::Mat& b, const cv::Mat& weight) {
  return scaledBy(a, weight) + scaledBy(b, 1 - weight);
}

/// `weighted` is values times weight.
cv::Mat spreadWeighted(const cv::Mat& weighted, const cv::Mat& weight) {
  cv::Mat known, divisor;
  cv::merge(std::vector<cv::Mat>(weighted.channels(), cv::Mat(cv::max(weight, 1e-6))), divisor);
  cv::divide(weighted, divisor, known);
  if (std::min(weight.cols, weight.rows) < 2) return known;
  cv::Mat smallWeighted, smallWeight, coarse;
  const cv::Size half((weight.cols + 1) / 2, (weight.rows + 1) / 2);
  cv::resize(weighted, smallWeighted, half, 0, 0, cv::INTER_AREA);
  cv::resize(weight, smallWeight, half, 0, 0, cv::INTER_AREA);
  cv::resize(spreadWeighted(smallWeighted, smallWeight), coarse, weight.size(), 0, 0, cv::INTER_LINEAR);
  return mixed(known, coarse, cv::min(weight, 1.0));
}

}  // namespace

cv::Mat spread(const cv::Mat& values, const cv::Mat& weight) {
  return spreadWeighted(scaledBy(values, weight), weight);
}

void fillFromMirror(cv::Mat& texture, const cv::Mat& visible, const cv::Mat& mirrored) {
  const double feather = std::max(2.0, texture.cols / 40.0), reach = texture.cols / 40.0;
  // 0 where the mask is 0, 1 a few texels into it.
  const auto feathered = [&](const cv::Mat& mask) {
    cv::Mat distance;
    cv::distanceTransform(mask, distance, cv::DIST_L2, 3);
    return cv::Mat(cv::min(distance / feather, 1.0));
  };
  const cv::Mat own = feathered(visible), other = feathered(mirrored);
  cv::Mat both = cv::min(own, other);
  cv::pow(both, 4, both);  // hardly from the seam itself, where a little of what is behind may show
  cv::Mat flipped, difference, weight;
  cv::flip(texture, flipped, 1);

  // Where both sides are seen, their difference is light and complexion; continued, it lets the mirrored side
  // fit.
  cv::GaussianBlur(scaledBy(texture - flipped, both), difference, {}, reach);
  cv::GaussianBlur(both, weight, {}, reach);
  // Each half from its own: across the middle the difference changes its sign.
  cv::Mat fitted = flipped.clone();
  for (const auto& half : {cv::Range(0, texture.cols / 2), cv::Range(texture.cols / 2, texture.cols)})
    fitted.colRange(half) += spreadWeighted(difference.colRange(half), weight.colRange(half));
  texture = mixed(texture, mixed(fitted, spread(texture, own), other), own);
}

}  // namespace pentimento
