// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/effects/attributes.h"
#include "core/effects/photo_area.h"
#include "core/face/affine_sampler.h"
#include "core/face/fine_grid.h"
#include "core/image/resample.h"

namespace pentimento {
namespace {

constexpr double cubicReach = 2;  // pixels of the crop on either side of a position

void check(const Image& target, const AttributeLayer& layer) {
  const auto &residual = layer.residual, &detail = layer.detail;
  const auto isColour = [](const Image& image) {
    return image.depth() == PixelDepth::F32 && image.channels() == 3;
  };
  if (target.empty() || target.channels() != 3 || target.depth() == PixelDepth::F32 ||
      (!residual.empty() && (!isColour(residual) || residual.width() != residual.height())) ||
      (!detail.empty() && (!isColour(detail) || detail.mat().size() != residual.mat().size())) ||
      (!layer.crop.empty() && (!isColour(layer.crop) || layer.crop.mat().size() != residual.mat().size())))
    throw Error(ErrorKind::InvalidArgument, "a square float layer is added to an RGB photo");
}

/// The layer as target + offset + gain * target, in the crop's geometry and the target's scale. With r the
/// residual, a the detail and I the target reduced to the crop,
///   r + a * (target - I) = (r - a * I) + a * target:
/// the coefficients of a guided filter at a low resolution, enlarged (He & Sun 2015, "Fast guided filter").
/// a is smooth, so it does not matter that a * I is enlarged as one.
struct Coefficients {
  FineGrid values;  // four channels of offset, RGB and one more, and four of gain, where there is one
  bool gains;
  int side;         // of the crop whose positions count, pixels
  cv::Rect2d used;  // positions in it that they reach
};

cv::Mat withFourChannels(const cv::Mat& rgb) {
  cv::Mat result;
  cv::cvtColor(rgb, result, cv::COLOR_RGB2RGBA);
  return result;
}

/// Where values that are not 0 reach, within the square.
cv::Rect2d reachOf(const cv::Mat& rgb) {
  cv::Mat sum;
  cv::transform(cv::abs(rgb), sum, cv::Matx13f::all(1));
  const cv::Rect box = cv::boundingRect(cv::Mat(sum > 0));
  if (box.empty()) return {};
  const cv::Rect2d reached(box.x - cubicReach, box.y - cubicReach, box.width - 1 + 2 * cubicReach,
                           box.height - 1 + 2 * cubicReach);
  return reached & cv::Rect2d(-0.5, -0.5, rgb.cols, rgb.rows);
}

Coefficients coefficientsFor(const Image& target, const Alignment& alignment, const AttributeLayer& layer) {
  const int side = layer.residual.width();
  const int inTarget = std::max(1, static_cast<int>(std::lround(std::min<double>(alignment.side(), side))));
  const bool finer = inTarget == side && !layer.detail.empty() &&
                     cv::countNonZero(layer.detail.mat().reshape(1)) > 0;  // than the crop
  if (!finer) {  // reduced to the target's resolution, so that it does not alias
    const cv::Mat offset = resize(layer.residual, inTarget, inTarget).mat();
    return {FineGrid(withFourChannels(offset * target.maximum())), false, inTarget, reachOf(offset)};
  }
  cv::Mat coarse;
  if (layer.crop.empty())
    cropFromPhoto(target, alignment, side).mat().convertTo(coarse, CV_32F);
  else
    coarse = layer.crop.mat() * target.maximum();
  const cv::Mat &residual = layer.residual.mat(), &gain = layer.detail.mat();
  const cv::Mat offset = residual * target.maximum() - gain.mul(coarse);
  cv::Mat both;
  cv::merge(std::vector<cv::Mat>{withFourChannels(offset), withFourChannels(gain)}, both);
  return {FineGrid(both), true, side, reachOf(cv::abs(residual) + cv::abs(gain))};
}

/// From the pixel of row `y` at `used.start` on.
template <typename T, bool gains>
void addToRow(cv::Mat& target, int y, const cv::Range& used, const Coefficients& coefficients,
              const cv::Matx23d& cropFromTarget) {
  const auto start = transform(cropFromTarget, used.start, y);
  const FineGrid& values = coefficients.values;
  const auto startX = static_cast<float>(values.coordinate(start.x)),
             startY = static_cast<float>(values.coordinate(start.y)),
             stepX = static_cast<float>(cropFromTarget(0, 0) * values.factor()),
             stepY = static_cast<float>(cropFromTarget(1, 0) * values.factor());
  T* pixel = target.ptr<T>(y) + 3 * used.start;
  for (int i = 0; i < used.size(); ++i, pixel += 3) {
    const auto along = static_cast<float>(i);
    const FineGrid::Sample sample(values, startX + along * stepX, startY + along * stepY);
    const cv::v_float32x4 own(pixel[0], pixel[1], pixel[2], 0);
    auto sum = own + sample.channels(0);
    if constexpr (gains) sum = cv::v_muladd(sample.channels(4), own, sum);
    std::array<int, 4> rounded;
    cv::v_store(rounded.data(), cv::v_round(sum));
    for (std::size_t c = 0; c < 3; ++c) pixel[c] = cv::saturate_cast<T>(rounded[c]);
  }
}

template <typename T>
void addToRows(cv::Mat& target, const cv::Rect& area, const Coefficients& coefficients,
               const cv::Matx23d& cropFromTarget) {
  const auto addRow = coefficients.gains ? addToRow<T, true> : addToRow<T, false>;
  cv::parallel_for_(cv::Range(area.y, area.y + area.height), [&](const cv::Range& rows) {
    for (int y = rows.start; y < rows.end; ++y)
      addRow(target, y, columnsIn(coefficients.used, cropFromTarget, y, {area.x, area.x + area.width}),
             coefficients, cropFromTarget);
  });
}

}  // namespace

Image addLayer(const Image& target, const Alignment& alignment, const AttributeLayer& layer) {
  check(target, layer);
  if (layer.residual.empty()) return target;
  const auto coefficients = coefficientsFor(target, alignment, layer);
  const cv::Rect area =
      photoArea(coefficients.used, alignment.photoFromCrop(coefficients.side), target.mat().size());
  if (coefficients.used.empty() || area.empty()) return target;
  Image result = target.clone();
  const auto map = alignment.cropFromPhoto(coefficients.side);
  if (target.depth() == PixelDepth::U8)
    addToRows<std::uint8_t>(result.mat(), area, coefficients, map);
  else
    addToRows<std::uint16_t>(result.mat(), area, coefficients, map);
  return result;
}

Image residualPicture(const AttributeLayer& layer) {
  cv::Mat picture;
  layer.residual.mat().convertTo(picture, CV_8U, 255, 128);
  return Image(picture);
}

}  // namespace pentimento
