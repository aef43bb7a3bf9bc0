// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <opencv2/core.hpp>
#include <vector>

#include "core/data/yale_photos.h"

namespace pentimento {

/// Real light to be put on other faces (SPEC 2.2): what a face under a light is of itself in frontal light,
/// in linear light, smoothed and averaged over a few people so that nobody can be told from it.
class YaleLights {
 public:
  /// Keeps what it needs of `photos`.
  explicit YaleLights(const YalePhotos& photos);

  struct Ratio {
    cv::Mat light;  ///< F32, one channel, size x size: for timesLight (painted_light.h)
    LightClass kind = LightClass::Frontal;
  };
  /// One of the lights, half of the time mirrored, with some light from everywhere; its mean stays near 1.
  Ratio draw(cv::RNG& random, int size) const;
  /// Number of different lights.
  std::size_t size() const { return lights_.size(); }

 private:
  struct Light {
    LightClass kind;
    std::vector<cv::Mat> ratios;  // one a subject: F32 logarithms, small
  };
  std::vector<Light> lights_;
};

/// Logarithm of what `lit` is of `frontal` in linear light, smoothed; U8, one channel, linear as Yale's
/// camera gave them -> F32.
cv::Mat logLightRatio(const Image& lit, const Image& frontal);

}  // namespace pentimento
