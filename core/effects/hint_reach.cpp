// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/hint_reach.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace pentimento {
namespace {

// Found by trial on training pictures of synthetic_faces, celebamask_hq and general_photos: ten true hints
// (PSNR), and one strong hint on hair, cloth or background (share of its class that it colours, tint of the
// others).
// Lab units from the automatic colour up to which a hint is told as it is, and from which on the network is not
// told of it at all: of hints on one thing, and of hints all over the picture.
constexpr float usualAlone = 12, strongestAlone = 40, usualAmongMany = 24, strongestAmongMany = 54;
constexpr double manyThings = 4;
constexpr double sharper = 3;  // than likeness as it is regressed: two locks of hair are one thing, hair and beard may be two
constexpr float regressed = 12;  // Lab units of residual that are regressed over the whole picture
constexpr double noise = 2;      // variance of a hint, on the kernel's scale
constexpr float plateau = 24, fall = 18;  // geodesic distance: full reach, and the Gaussian beyond it
constexpr float unlikeL = 40, unlikeChroma = 25,
                unlikeFeatures = 3;  // deviations of the likeness in `belonging`
constexpr float walk = 0.01F, ignoredL = 0.54F, ignoredChroma = 0.5F, ignoredFeatures = 0.08F;
constexpr float featureWeight = 3;

cv::Vec2f shortened(const cv::Vec2f& vector, float length) {
  const auto norm = static_cast<float>(cv::norm(vector));
  return norm > length ? vector * (length / norm) : vector;
}

double gauss(double squared, double deviation) {
  return squared / (2 * deviation * deviation);
}

/// Standardised features -> their first `count` principal components, total variance one, at `size`.
std::vector<cv::Mat> principalPlanes(const std::vector<cv::Mat>& features, int count, cv::Size size) {
  const cv::Size grid = features.front().size();
  cv::Mat samples(static_cast<int>(grid.area()), static_cast<int>(features.size()), CV_32F);
  for (int k = 0; k < samples.cols; ++k) {
    cv::Scalar mean, deviation;
    cv::meanStdDev(features[k], mean, deviation);
    const cv::Mat scaled = (features[k] - mean[0]) / (deviation[0] + 1e-3);
    scaled.reshape(1, samples.rows).copyTo(samples.col(k));
  }
  const cv::PCA pca(samples, cv::noArray(), cv::PCA::DATA_AS_ROW, std::min(count, samples.cols));
  const cv::Mat projected = pca.project(samples);
  const double scale = 1 / std::sqrt(std::max(1e-6, cv::sum(pca.eigenvalues)[0]));
  std::vector<cv::Mat> planes;
  for (int k = 0; k < projected.cols; ++k) {
    cv::Mat plane = projected.col(k).clone().reshape(1, grid.height) * scale, enlarged;
    cv::resize(plane, enlarged, grid * 2, 0, 0, cv::INTER_LINEAR);
    planes.push_back(enlarged(cv::Rect({}, size)));
  }
  while (static_cast<int>(planes.size()) < count) planes.push_back(cv::Mat::zeros(size, CV_32F));
  return planes;
}

}  // namespace

HintReach::HintReach(const cv::Mat& lightness, const cv::Mat& automatic, const std::vector<cv::Mat>& features)
    : automatic_(automatic.clone()) {
  cv::Mat calm;
  cv::GaussianBlur(lightness, calm, {}, 1.5);  // grain is no edge
  std::vector<cv::Mat> all{calm, {}, {}};
  cv::extractChannel(automatic, all[1], 0);
  cv::extractChannel(automatic, all[2], 1);
  for (auto& plane : principalPlanes(features, featureCount, lightness.size())) all.push_back(plane);
  cv::merge(all, descriptors_);
  right_ = cv::Mat::zeros(lightness.size(), CV_32F);
  down_ = right_.clone();
  for (int y = 0; y < lightness.rows; ++y)
    for (int x = 0; x < lightness.cols; ++x) {
      if (x + 1 < lightness.cols) right_.at<float>(y, x) = step({x, y}, {x + 1, y});
      if (y + 1 < lightness.rows) down_.at<float>(y, x) = step({x, y}, {x, y + 1});
    }
}

HintReach::Likeness HintReach::difference(const Descriptor& one, const Descriptor& other) {
  const auto squared = [&](int k) { return (one[k] - other[k]) * (one[k] - other[k]); };
  Likeness apart{squared(0), squared(1) + squared(2), 0};
  for (int k = 3; k < planes; ++k) apart.features += squared(k);
  return apart;
}

double HintReach::unlikeness(const Likeness& apart) {
  return gauss(apart.lightness, 15) + gauss(apart.chroma, 8) + gauss(apart.features, 1);
}

double HintReach::kernel(const Likeness& apart, double pixelsSquared) {
  // All of the picture a little; what is alike, near; what is very near.
  const double near = gauss(apart.lightness, 20) + gauss(apart.chroma, 5) + gauss(apart.features, 2.9);
  return 0.011 + 0.065 * std::exp(-unlikeness(apart) - gauss(pixelsSquared, 29)) +
         4 * std::exp(-near - gauss(pixelsSquared, 15));
}

float HintReach::step(const cv::Point& one, const cv::Point& other) const {
  const auto apart = difference(descriptors_.at<Descriptor>(one), descriptors_.at<Descriptor>(other));
  const auto beyond = [](float squared, float ignored) {
    return std::max(0.0F, std::sqrt(squared) - ignored);
  };
  return walk + beyond(apart.lightness, ignoredL) + beyond(apart.chroma, ignoredChroma) +
         featureWeight * beyond(apart.features, ignoredFeatures);
}

cv::Mat HintReach::distanceFrom(cv::Point start) const {
  cv::Mat distance(automatic_.size(), CV_32F, cv::Scalar(1e6));
  distance.at<float>(start) = 0;
  // Raster scans there and back (Toivanen 1996); what winds more than four of them follow is hardly one thing.
  for (int pass = 0; pass < 4; ++pass) {
    for (int y = 0; y < distance.rows; ++y) {
      auto* row = distance.ptr<float>(y);
      const auto *above = y > 0 ? distance.ptr<float>(y - 1) : nullptr, *cost = right_.ptr<float>(y);
      const auto* costAbove = y > 0 ? down_.ptr<float>(y - 1) : nullptr;
      for (int x = 0; x < distance.cols; ++x) {
        if (above) row[x] = std::min(row[x], above[x] + costAbove[x]);
        if (x > 0) row[x] = std::min(row[x], row[x - 1] + cost[x - 1]);
      }
    }
    for (int y = distance.rows - 1; y >= 0; --y) {
      auto* row = distance.ptr<float>(y);
      const auto *below = y + 1 < distance.rows ? distance.ptr<float>(y + 1) : nullptr,
                 *cost = right_.ptr<float>(y);
      const auto* costBelow = down_.ptr<float>(y);
      for (int x = distance.cols - 1; x >= 0; --x) {
        if (below) row[x] = std::min(row[x], below[x] + costBelow[x]);
        if (x + 1 < distance.cols) row[x] = std::min(row[x], row[x + 1] + cost[x]);
      }
    }
  }
  return distance;
}

HintReach::Limits HintReach::limitsOf(const std::vector<PlacedHint>& hints) const {
  double things = 0;  // hints that are alike count as one together
  for (const auto& one : hints) {
    double alike = 0;
    for (const auto& other : hints)
      alike += std::exp(-sharper * unlikeness(
          difference(descriptors_.at<Descriptor>(one.at), descriptors_.at<Descriptor>(other.at))));
    things += 1 / alike;
  }
  const auto many = static_cast<float>(std::clamp((things - 1) / (manyThings - 1), 0.0, 1.0));
  return {usualAlone + many * (usualAmongMany - usualAlone),
          strongestAlone + many * (strongestAmongMany - strongestAlone)};
}

float HintReach::influence(const PlacedHint& hint, const Limits& limits) const {
  const auto surprise = static_cast<float>(cv::norm(hint.chroma - automatic_.at<cv::Vec2f>(hint.at)));
  return std::clamp((limits.strongest - surprise) / (limits.strongest - limits.usual), 0.0F, 1.0F);
}

std::vector<PlacedHint> HintReach::toldToNetwork(const std::vector<PlacedHint>& hints) const {
  const Limits limits = limitsOf(hints);
  std::vector<PlacedHint> told;
  for (const auto& hint : hints) {
    const float share = influence(hint, limits);
    if (share == 0) continue;
    const auto expected = automatic_.at<cv::Vec2f>(hint.at);
    told.push_back({hint.at, expected + shortened(hint.chroma - expected, limits.usual * share)});
  }
  return told;
}

cv::Mat HintReach::apply(const cv::Mat& hinted, const std::vector<PlacedHint>& hints) const {
  float believed = 0;  // so that the network's answer fades in, and does not jump, as hints become usual
  const Limits limits = limitsOf(hints);
  for (const auto& hint : hints) believed = std::max(believed, influence(hint, limits));
  cv::Mat chroma = automatic_ + believed * (hinted - automatic_);
  if (hints.empty()) return chroma;
  regress(chroma, hints);
  spread(chroma, hints);
  return chroma;
}

void HintReach::regress(cv::Mat& chroma, const std::vector<PlacedHint>& hints) const {
  const int n = static_cast<int>(hints.size());
  const auto between = [&](cv::Point one, const PlacedHint& hint) {
    const cv::Point away = one - hint.at;
    return kernel(difference(descriptors_.at<Descriptor>(one), descriptors_.at<Descriptor>(hint.at)),
                  away.dot(away));
  };
  cv::Mat covariance(n, n, CV_64F), missing(n, 2, CV_64F), weights;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j)
      covariance.at<double>(i, j) = between(hints[i].at, hints[j]) + (i == j ? noise : 0);
    const auto residual = shortened(hints[i].chroma - chroma.at<cv::Vec2f>(hints[i].at), regressed);
    for (int c = 0; c < 2; ++c) missing.at<double>(i, c) = residual[c];
  }
  cv::solve(covariance, missing, weights, cv::DECOMP_CHOLESKY);
  cv::parallel_for_(cv::Range(0, chroma.rows), [&](const cv::Range& rows) {
    for (int y = rows.start; y < rows.end; ++y)
      for (int x = 0; x < chroma.cols; ++x) {
        cv::Vec2d sum;
        for (int i = 0; i < n; ++i)
          sum += between({x, y}, hints[i]) * cv::Vec2d(weights.at<double>(i, 0), weights.at<double>(i, 1));
        chroma.at<cv::Vec2f>(y, x) += cv::Vec2f(sum);
      }
  });
}

cv::Mat HintReach::belonging(const PlacedHint& hint, const cv::Mat& distance) const {
  cv::Mat share = cv::Mat::zeros(distance.size(), CV_32F);
  const auto own = descriptors_.at<Descriptor>(hint.at);
  for (int y = 0; y < share.rows; ++y)
    for (int x = 0; x < share.cols; ++x) {
      const float beyond = std::max(0.0F, distance.at<float>(y, x) - plateau) / fall;
      if (beyond > 4) continue;
      const auto apart = difference(descriptors_.at<Descriptor>(y, x), own);
      share.at<float>(y, x) = static_cast<float>(
          std::exp(-beyond * beyond / 2 - gauss(apart.lightness, unlikeL) -
                   gauss(apart.chroma, unlikeChroma) - gauss(apart.features, unlikeFeatures)));
    }
  return share;
}

void HintReach::spread(cv::Mat& chroma, const std::vector<PlacedHint>& hints) const {
  cv::Mat sum = cv::Mat::zeros(chroma.size(), CV_32FC2), weight = cv::Mat::zeros(chroma.size(), CV_32F);
  cv::Mat reach = weight.clone();
  for (const auto& hint : hints) {
    const cv::Vec2f missing = hint.chroma - chroma.at<cv::Vec2f>(hint.at);
    const cv::Mat distance = distanceFrom(hint.at), share = belonging(hint, distance);
    for (int y = 0; y < chroma.rows; ++y)
      for (int x = 0; x < chroma.cols; ++x) {
        const float own = share.at<float>(y, x);
        if (own <= 0) continue;
        const auto pixels = static_cast<float>(cv::norm(cv::Point(x, y) - hint.at));
        const float away = distance.at<float>(y, x) + 0.1F * pixels;
        const float w = own / (away * away + 0.01F);
        sum.at<cv::Vec2f>(y, x) += w * missing;
        weight.at<float>(y, x) += w;
        reach.at<float>(y, x) = std::max(reach.at<float>(y, x), own);
      }
  }
  for (int y = 0; y < chroma.rows; ++y)
    for (int x = 0; x < chroma.cols; ++x)
      if (const float w = weight.at<float>(y, x); w > 0)
        chroma.at<cv::Vec2f>(y, x) += sum.at<cv::Vec2f>(y, x) * (reach.at<float>(y, x) / w);
}

}  // namespace pentimento
