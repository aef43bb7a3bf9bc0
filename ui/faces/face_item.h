// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRectF>
#include <QTransform>
#include <memory>

#include "core/analysis/face_analyser.h"

namespace pentimento {

/// A face as the window shows it, made on the worker's thread. Immutable; list, canvas, undo history and
/// cache share it. Points are in the canvas' photo pixels, whose corners are at whole numbers (core's have
/// their centres there).
struct FaceItem {
  Face face;
  bool drawn = false;  ///< in a box drawn by hand
  QImage thumbnail;    ///< the aligned crop, thumbnailSide²
  /// The label map, one byte a pixel, refined to about the face's size in the photo so that its edges stay
  /// smooth.
  QImage labels;
  Image parsed;  ///< the label map at maskSide², which is painted on

  static constexpr int thumbnailSide = 144;
  static constexpr int maskSide = 512;

  QRectF box() const;
  /// From the unit square of the aligned crop to the photo.
  QTransform photoFromCrop() const;
  /// The class at a point of the photo; Background outside the crop.
  FaceClass classAt(const QPointF& photo) const;
};
using FacePointer = std::shared_ptr<const FaceItem>;

/// `photo`: the one that `face` was found in. Throws Error.
FacePointer makeFaceItem(Face face, const Image& photo, bool drawn);

inline QPointF onCanvas(const cv::Point2d& photo) {
  return {photo.x + 0.5, photo.y + 0.5};
}

/// Intersection over union.
double overlap(const QRectF& a, const QRectF& b);

}  // namespace pentimento
