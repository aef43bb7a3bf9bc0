// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/effects/photo_area.h"
#include "core/effects/regenerate.h"
#include "core/face/affine_sampler.h"
#include "core/image/blend.h"
#include "core/image/resample.h"

namespace pentimento {
namespace {

constexpr int stripRows = 32;  // worked on at once: float copies stay in the processor's cache

void check(const Image& target, const Image& generated, const Image& mask) {
  const auto isSquare = [](const Image& image, int channels) {
    return !image.empty() && image.width() == image.height() && image.channels() == channels &&
           image.depth() == PixelDepth::F32;
  };
  if (target.empty() || target.channels() != 3 || target.depth() == PixelDepth::F32 ||
      !isSquare(generated, 3) || !isSquare(mask, 1))
    throw Error(ErrorKind::InvalidArgument, "a square float crop and its mask go into an RGB photo");
}

Image asFloat(const Image& image) {
  cv::Mat result;
  image.mat().convertTo(result, CV_32F, 1 / image.maximum());
  return Image(result);
}

/// What goes into the photo: colours in its scale and how much of each pixel, in the crop's geometry.
struct Patch {
  cv::Mat colours;  // F32, 3 channels
  cv::Mat mask;     // F32
};

/// No larger than the face in the photo, so that reducing it on the way back does not alias.
Patch patchFor(const Image& target, const Alignment& alignment, const Image& generated, const Image& mask) {
  const int side = generated.width();
  cv::Mat weights = resize(mask, side, side).mat();
  weights = cv::max(cv::min(weights, 1.0), 0.0);
  const Image crop = asFloat(cropFromPhoto(target, alignment, side));
  const Image matched = matchedToSurroundings(generated, crop, Image(weights));
  const int inPhoto =
      std::clamp(static_cast<int>(std::lround(std::min<double>(alignment.side(), side))), 1, side);
  return {resize(Image(cv::Mat(matched.mat() * target.maximum())), inPhoto, inPhoto).mat(),
          resize(Image(weights), inPhoto, inPhoto).mat()};
}

/// Pixels of the photo that the mask can touch.
cv::Rect areaOf(const cv::Mat& mask, const Alignment& alignment, const cv::Size& photo) {
  const cv::Rect box = cv::boundingRect(cv::Mat(mask > 0));
  return photoArea(cv::Rect2d(box.x - 1, box.y - 1, box.width + 1, box.height + 1),
                   alignment.photoFromCrop(mask.cols), photo);
}

/// `pixels`: the photo's own in `area`.
void blendStrip(cv::Mat pixels, const Patch& patch, const cv::Matx23d& patchFromPhoto, const cv::Rect& area) {
  cv::Mat weight(area.size(), CV_32F);
  // A ramp does not show that OpenCV rounds positions to 1/32 pixel, as colours do.
  cv::warpAffine(patch.mask, weight, shifted(patchFromPhoto, area.tl()), area.size(),
                 cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT, 0);
  const cv::Rect used = cv::boundingRect(cv::Mat(weight > 0));
  if (used.empty()) return;
  cv::Mat colours(used.size(), CV_32FC3), mixed;
  sampleCubic(patch.colours, shifted(patchFromPhoto, area.tl() + used.tl()), colours,
              cv::Rect({}, used.size()));
  cv::Mat part = pixels(used);
  part.convertTo(mixed, CV_32F);  // and back without loss: 16 bits fit into a float
  mix(mixed, colours, weight(used));
  mixed.convertTo(part, part.depth());
}

}  // namespace

Image blendRegenerated(const Image& target, const Alignment& alignment, const Image& generated,
                       const Image& mask, const Progress& progress) {
  check(target, generated, mask);
  progress.report(0, "blending");
  if (cv::countNonZero(mask.mat() > 0) == 0) return target;
  const Patch patch = patchFor(target, alignment, generated, mask);
  progress.report(0.2, "blending");
  Image result = target.clone();
  const cv::Rect area = areaOf(patch.mask, alignment, target.mat().size());
  const auto patchFromPhoto = alignment.cropFromPhoto(patch.mask.cols);
  const int strips = (area.height + stripRows - 1) / stripRows;
  cv::parallel_for_(cv::Range(0, area.empty() ? 0 : strips), [&](const cv::Range& range) {
    for (int i = range.start; i < range.end; ++i) {
      const int y = area.y + i * stripRows;
      const cv::Rect strip(area.x, y, area.width, std::min(stripRows, area.y + area.height - y));
      blendStrip(result.mat()(strip), patch, patchFromPhoto, strip);
    }
  });
  progress.report(1, "blending");
  return result;
}

}  // namespace pentimento
