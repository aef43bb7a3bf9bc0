// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/guided_filter.h"

#include <opencv2/imgproc.hpp>

#include "core/base/error.h"

namespace pentimento {

GuidedFilter::GuidedFilter(const Image& guide, int window, double flat) : window_(window) {
  if (guide.empty() || guide.mat().type() != CV_32FC3 || window < 3 || window % 2 == 0 || !(flat > 0))
    throw Error(ErrorKind::InvalidArgument,
                "masks are guided by an RGB picture of floats, in odd windows from 3");
  cv::split(guide.mat(), guide_.data());
  for (std::size_t c = 0; c < 3; ++c) guideMean_[c] = mean(guide_[c]);
  const auto covariance = [&](std::size_t a, std::size_t b) {
    cv::Mat result = mean(guide_[a].mul(guide_[b])) - guideMean_[a].mul(guideMean_[b]);
    if (a == b) result += flat;
    return result;
  };
  const cv::Mat rr = covariance(0, 0), rg = covariance(0, 1), rb = covariance(0, 2), gg = covariance(1, 1),
                gb = covariance(1, 2), bb = covariance(2, 2);
  // A symmetric matrix of 3 x 3 by its cofactors.
  inverse_ = {cv::Mat(gg.mul(bb) - gb.mul(gb)), cv::Mat(gb.mul(rb) - rg.mul(bb)),
              cv::Mat(rg.mul(gb) - gg.mul(rb)), cv::Mat(rr.mul(bb) - rb.mul(rb)),
              cv::Mat(rb.mul(rg) - rr.mul(gb)), cv::Mat(rr.mul(gg) - rg.mul(rg))};
  const cv::Mat determinant = inverse_[0].mul(rr) + inverse_[1].mul(rg) + inverse_[2].mul(rb);
  for (auto& each : inverse_) cv::divide(each, determinant, each);
}

cv::Mat GuidedFilter::mean(const cv::Mat& values) const {
  cv::Mat result;
  cv::blur(values, result, {window_, window_}, {-1, -1}, cv::BORDER_REFLECT_101);
  return result;
}

Image GuidedFilter::filtered(const Image& mask) const {
  if (mask.mat().type() != CV_32FC1 || mask.mat().size() != guide_[0].size())
    throw Error(ErrorKind::InvalidArgument, "a guided mask is one channel of floats, as large as its guide");
  const cv::Mat maskMean = mean(mask.mat());
  std::array<cv::Mat, 3> covariance;
  for (std::size_t c = 0; c < 3; ++c)
    covariance[c] = mean(guide_[c].mul(mask.mat())) - guideMean_[c].mul(maskMean);
  constexpr std::size_t row[3][3] = {{0, 1, 2}, {1, 3, 4}, {2, 4, 5}};
  cv::Mat offset = maskMean.clone(), result = cv::Mat::zeros(maskMean.size(), CV_32F);
  for (std::size_t c = 0; c < 3; ++c) {  // eqs. (14), (15), (16)
    const cv::Mat slope = inverse_[row[c][0]].mul(covariance[0]) + inverse_[row[c][1]].mul(covariance[1]) +
                          inverse_[row[c][2]].mul(covariance[2]);
    offset -= slope.mul(guideMean_[c]);
    result += mean(slope).mul(guide_[c]);
  }
  return Image(cv::Mat(result + mean(offset)));
}

}  // namespace pentimento
