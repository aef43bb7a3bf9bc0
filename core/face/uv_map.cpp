// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/uv_map.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/face/face_surface.h"
#include "core/face/seen_texture.h"
#include "core/face/texture_fill.h"

namespace pentimento {
namespace {

constexpr std::uint8_t seen = 255, mirroredFill = 128, interpolated = 64;

}  // namespace

UvTexture unwrap(const Image& photo, const Alignment& alignment, const PositionMap& map, int size) {
  const auto own = seenTexture(photo, alignment, FaceSurface(map), size);
  cv::Mat mirrored, texture = own.colours, known = own.visible & own.face;
  cv::flip(known, mirrored, 1);
  fillFromMirror(texture, own.visible, mirrored);

  cv::Mat visibility = cv::Mat::zeros(size, size, CV_8U);
  visibility.setTo(interpolated, own.face);
  visibility.setTo(mirroredFill, own.face & mirrored);
  visibility.setTo(seen, known);
  cv::Mat out;
  texture.convertTo(out, photo.mat().depth());
  return {Image(out), Image(visibility)};
}

RenderedTexture renderTexture(const Image& texture, const PositionMap& map, int size) {
  if (texture.empty()) throw Error(ErrorKind::InvalidArgument, "there is no texture to render");
  if (size < 16 || size > 8192)
    throw Error(ErrorKind::InvalidArgument, "a face is rendered at 16 to 8192 pixels a side");
  const int factor = size <= 2048 ? 2 : 1,
            fine = size * factor;  // samples a pixel and side: smooths outlines
  const auto raster = FaceSurface(map).raster(fine);
  // From outside to inside takes about two texels of the map; here it takes two samples.
  const double samplesPerTexel = std::max(1.0, 0.6 * fine / map.positions.width());
  cv::Mat coverage = (raster.inside - 0.5) * samplesPerTexel + 0.5;
  coverage = cv::min(cv::max(coverage, 0.0), 1.0);

  cv::Mat places(fine, fine, CV_32FC2), colours;
  for (int y = 0; y < fine; ++y)
    for (int x = 0; x < fine; ++x) {
      const auto& uv = raster.uv.at<cv::Vec2f>(y, x);
      places.at<cv::Vec2f>(y, x) = cv::Vec2f(uv[0] * texture.width() - 0.5F, uv[1] * texture.height() - 0.5F);
    }
  texture.mat().convertTo(colours, CV_32F);
  cv::remap(colours, colours, places, {}, cv::INTER_CUBIC, cv::BORDER_REPLICATE);
  // Averages of what is covered only: colours of nothing must not bleed into the edge.
  cv::Mat weight, share;
  cv::merge(std::vector<cv::Mat>(texture.channels(), coverage), weight);
  colours = colours.mul(weight);
  cv::resize(colours, colours, {size, size}, 0, 0, cv::INTER_AREA);
  cv::resize(weight, weight, {size, size}, 0, 0, cv::INTER_AREA);
  cv::resize(coverage, share, {size, size}, 0, 0, cv::INTER_AREA);
  cv::divide(colours, cv::max(weight, 1e-6), colours);
  cv::Mat image, mask;
  colours.convertTo(image, texture.mat().depth());
  share.convertTo(mask, CV_8U, 255);
  return {Image(image), Image(mask)};
}

Image mirroredTexture(const Image& texture) {
  cv::Mat flipped;
  cv::flip(texture.mat(), flipped, 1);
  return Image(flipped);
}

}  // namespace pentimento
