// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

#include "core/face/uv_map.h"

namespace pentimento {

/// A position map as a surface: a fine grid of vertices that unwrapping, visibility and rendering share, so
/// that what one reads another finds again.
class FaceSurface {
 public:
  /// Throws Error{InvalidArgument} for maps that are not S x S of the types that PositionMap describes.
  explicit FaceSurface(const PositionMap& map);

  /// F32, three channels, `size` x `size`: x, y, z (shares of the crop's side) of the texels of a texture of
  /// that size.
  cv::Mat positions(int size) const;
  /// F32, `size` x `size`: how far inside the oval a texel is; 0.5 on the oval, 0 and 1 about a texel of the
  /// map away.
  cv::Mat inside(int size) const;
  /// F32, `size` x `size`: cosine between surface and line of sight, negative where the surface shows its
  /// back.
  cv::Mat facing(int size) const;
  /// F32, three channels, `size` x `size`: unit normals, outwards; z towards the camera negative.
  cv::Mat normals(int size) const;

  struct Raster {
    cv::Mat uv;  ///< F32, two channels: texture coordinates (0 to 1) of the nearest surface at each pixel; -1
                 ///< where none
    cv::Mat depth;   ///< F32: its z; far away where none
    cv::Mat inside;  ///< F32: as inside(), 0 where none
  };
  /// The surface as seen, in the crop's geometry, size x size pixels.
  Raster raster(int size) const;

 private:
  cv::Mat resampled(const cv::Mat& padded, int size) const;

  int size_;                 // of the map
  cv::Mat padded_, inside_;  // the map with a border of one texel, extrapolated; the smoothed oval likewise
};

}  // namespace pentimento
