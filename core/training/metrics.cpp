// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/metrics.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/image/colour.h"

namespace pentimento {
namespace {

void requireEqualSize(const Image& a, const Image& b) {
  if (a.empty() || a.width() != b.width() || a.height() != b.height())
    throw Error(ErrorKind::InvalidArgument, "only pictures of equal size can be compared");
}

}  // namespace

double psnr(const Image& result, const Image& truth) {
  requireEqualSize(result, truth);
  return std::min(100.0, cv::PSNR(result.mat(), truth.mat(), truth.maximum()));
}

double chromaL1(const Image& result, const Image& truth) {
  requireEqualSize(result, truth);
  cv::Mat difference;
  cv::absdiff(labFromRgb(result).mat(), labFromRgb(truth).mat(), difference);
  const auto mean = cv::mean(difference);
  return (mean[1] + mean[2]) / 2;
}

double colourfulness(const Image& picture) {
  cv::Mat rgb;
  picture.mat().convertTo(rgb, CV_32F, 255.0 / picture.maximum());
  std::array<cv::Mat, 3> channel;
  cv::split(rgb, channel.data());
  const cv::Mat redGreen = channel[0] - channel[1];
  const cv::Mat yellowBlue = 0.5 * (channel[0] + channel[1]) - channel[2];
  cv::Scalar meanRg, deviationRg, meanYb, deviationYb;
  cv::meanStdDev(redGreen, meanRg, deviationRg);
  cv::meanStdDev(yellowBlue, meanYb, deviationYb);
  return std::hypot(deviationRg[0], deviationYb[0]) + 0.3 * std::hypot(meanRg[0], meanYb[0]);
}

void ChromaHistogram::add(const Image& picture) {
  const cv::Mat lab = labFromRgb(picture).mat();
  for (int y = 0; y < lab.rows; ++y)
    for (int x = 0; x < lab.cols; ++x)
      for (int channel = 0; channel < 2; ++channel) {
        const double value = lab.at<cv::Vec3f>(y, x)[channel + 1];
        const int bin = static_cast<int>(std::floor((value + 110) / 220 * bins));
        counts_[channel][std::clamp(bin, 0, bins - 1)] += 1;
      }
}

double ChromaHistogram::intersection(const ChromaHistogram& other) const {
  double sum = 0;
  for (int channel = 0; channel < 2; ++channel) {
    const auto& mine = counts_[channel];
    const auto& theirs = other.counts_[channel];
    const double mineTotal = std::accumulate(mine.begin(), mine.end(), 0.0);
    const double theirTotal = std::accumulate(theirs.begin(), theirs.end(), 0.0);
    if (mineTotal == 0 || theirTotal == 0) return 0;
    for (int bin = 0; bin < bins; ++bin) sum += std::min(mine[bin] / mineTotal, theirs[bin] / theirTotal);
  }
  return sum / 2;
}

}  // namespace pentimento
