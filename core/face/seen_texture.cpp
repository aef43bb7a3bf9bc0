// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/seen_texture.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"

namespace pentimento {
namespace {

constexpr int depthSize = 256;  // pixels of the depth buffer that decides what is hidden
constexpr float depthTolerance =
    0.02F;  // shares of the crop: the surface must not hide itself where it is steep
constexpr float leastFacing = 0.15F;  // cosine; flatter than this a texel is a smear of a few pixels

/// Where texels lie in a picture whose pixel centres are whole numbers, F32, two channels.
cv::Mat placesInPhoto(const cv::Mat& positions, const Alignment& alignment) {
  cv::Mat places(positions.size(), CV_32FC2);
  for (int y = 0; y < places.rows; ++y)
    for (int x = 0; x < places.cols; ++x) {
      const auto& share = positions.at<cv::Vec3f>(y, x);
      const auto place =
          alignment.centre + (2.0 * share[0] - 1) * alignment.x + (2.0 * share[1] - 1) * alignment.y;
      places.at<cv::Vec2f>(y, x) = cv::Vec2f(static_cast<float>(place.x), static_cast<float>(place.y));
    }
  return places;
}

/// U8: 255 where the texel faces the camera, nothing lies in front of it and it is in the photo.
cv::Mat seenTexels(const FaceSurface& surface, const cv::Mat& positions, const cv::Mat& places,
                   const cv::Size& photo) {
  const int size = positions.cols;
  const cv::Mat facing = surface.facing(size), depth = surface.raster(depthSize).depth;
  cv::Mat visible = cv::Mat::zeros(size, size, CV_8U);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      const auto& place = places.at<cv::Vec2f>(y, x);
      const auto& share = positions.at<cv::Vec3f>(y, x);
      const bool inPhoto = place[0] >= -0.5F && place[1] >= -0.5F &&
                           place[0] <= static_cast<float>(photo.width) - 0.5F &&
                           place[1] <= static_cast<float>(photo.height) - 0.5F;
      if (!inPhoto || facing.at<float>(y, x) < leastFacing) continue;
      const int column = static_cast<int>(std::floor(share[0] * depthSize)),
                row = static_cast<int>(std::floor(share[1] * depthSize));
      const bool inCrop = column >= 0 && row >= 0 && column < depthSize && row < depthSize;
      if (!inCrop || share[2] <= depth.at<float>(row, column) + depthTolerance)
        visible.at<std::uint8_t>(y, x) = 255;
    }
  // Single texels that flicker between seen and hidden would each get a seam of their own.
  cv::medianBlur(visible, visible, 5);
  // Beside an outline the photo already shows what is behind the face.
  const int reach = std::max(1, size / 128);
  cv::erode(visible, visible, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * reach + 1, 2 * reach + 1}));
  return visible;
}

/// The photo's colours at these places, F32 in the photo's own scale, without aliasing.
cv::Mat sampled(const Image& photo, const Alignment& alignment, const cv::Mat& positions,
                const cv::Mat& places) {
  const int size = positions.cols;
  cv::Mat out;
  if (alignment.side() <= 2.0 * size) {
    photo.mat().convertTo(out, CV_32F);
    cv::remap(out, out, places, {}, cv::INTER_CUBIC, cv::BORDER_REFLECT);
    return out;
  }
  // The photo is finer than the texture: reduced first, to about a pixel a texel.
  cv::Mat crop, inCrop(places.size(), CV_32FC2);
  cropFromPhoto(photo, alignment, 2 * size).mat().convertTo(crop, CV_32F);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      const auto& share = positions.at<cv::Vec3f>(y, x);
      inCrop.at<cv::Vec2f>(y, x) = cv::Vec2f(share[0] * 2.0F * size - 0.5F, share[1] * 2.0F * size - 0.5F);
    }
  cv::remap(crop, out, inCrop, {}, cv::INTER_CUBIC, cv::BORDER_REFLECT);
  return out;
}

}  // namespace

SeenTexture seenTexture(const Image& photo, const Alignment& alignment, const FaceSurface& surface,
                        int size) {
  if (photo.empty()) throw Error(ErrorKind::InvalidArgument, "there is no photo to unwrap");
  if (size < 16 || size > 4096)
    throw Error(ErrorKind::InvalidArgument, "a texture has 16 to 4096 texels a side");
  const cv::Mat positions = surface.positions(size), places = placesInPhoto(positions, alignment);
  return {positions, sampled(photo, alignment, positions, places),
          seenTexels(surface, positions, places, photo.mat().size()), surface.inside(size) >= 0.5F};
}

}  // namespace pentimento
