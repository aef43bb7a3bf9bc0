// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <opencv2/core.hpp>

#include "core/effects/makeup.h"
#include "core/face/uv_map.h"

namespace pentimento {

template <class T>
using PerRegion = std::array<T, makeupRegionCount>;  ///< in the order of makeupRegions

/// The regions that a reference can lend: not those of which more is covered (by glasses,
/// hair, …) than is seen.
PerRegion<bool> lentRegions(const MakeupReference& reference);

/// A face's crop, made ready to take make-up: where each region lies in it, to the edges of the picture, and
/// which texel is seen at each pixel.
class MakeupCanvas {
 public:
  /// `crop`: RGB, F32, square; `labels`: its label map; `textureLabels`: FaceTexture::labels.
  MakeupCanvas(const Image& crop, const Image& labels, const PositionMap& positions,
               const Image& textureLabels);

  /// What each region adds to the crop. `difference`: RGB, F32, texture coordinates, of any size: what is
  /// added to the texture. RGB, F32, as large as the crop; empty where a region is not `wanted`.
  PerRegion<Image> layers(const Image& difference, const PerRegion<bool>& wanted) const;
  /// How much of each pixel is of this region: F32, one channel, 0 to 1.
  const Image& weight(MakeupRegion region) const { return weights_[static_cast<std::size_t>(region)]; }

 private:
  void weigh(const Image& crop, const Image& labels, const PerRegion<Image>& regions);
  cv::Mat rendered(const cv::Mat& texture) const;

  cv::Mat places_, coverage_;  // the texel at each pixel (32FC2, of textures of makeupTextureSize); the oval
  PerRegion<cv::Mat> trust_;   // in texture coordinates: how surely a texel is of the region
  PerRegion<Image> weights_;   // in the crop
};

}  // namespace pentimento
