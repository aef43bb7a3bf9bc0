// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core/matx.hpp>

#include "core/face/detector.h"
#include "core/image/image.h"

namespace pentimento {

/// The crop convention of every network (SPEC 1, the FFHQ alignment): an oriented square in the photo.
struct Alignment {
  cv::Point2d centre;  ///< photo pixels (pixel centres are at whole numbers)
  cv::Point2d x, y;  ///< half-axes, photo pixels: right and down in the crop; perpendicular, of equal length

  static Alignment fromLandmarks(const Landmarks& landmarks);
  /// For a crop that is in the convention already: the whole picture.
  static Alignment wholePicture(int width, int height);

  double side() const;         ///< photo pixels
  double rollDegrees() const;  ///< clockwise turn of the face in the photo
  /// Affine map of pixel centres: crop of `size` x `size` -> photo, and back.
  cv::Matx23d photoFromCrop(int size) const;
  cv::Matx23d cropFromPhoto(int size) const;
};

/// The aligned crop, `size` x `size`, depth and channels of `photo`. Reduced without aliasing; what lies
/// outside the photo is reflected and fades to blur, as in FFHQ.
Image cropFromPhoto(const Image& photo, const Alignment& alignment, int size);

/// The crop's pixels back in the photo's geometry: returns `photo` with the square replaced (bilinear or
/// better), `coverage` (optional) receives U8, one channel, photo size: 255 inside, antialiased at the
/// square's edge.
Image photoFromCrop(const Image& crop, const Alignment& alignment, const Image& photo,
                    Image* coverage = nullptr);

/// A label map (U8, one channel) from crop to photo geometry: nearest label by the largest of the smoothed
/// class masks, so that edges are smooth at full resolution; 0 outside.
Image labelsInPhoto(const Image& cropLabels, const Alignment& alignment, int photoWidth, int photoHeight);
/// The inverse, for masks that come back from a paint program.
Image labelsInCrop(const Image& photoLabels, const Alignment& alignment, int size);

}  // namespace pentimento
