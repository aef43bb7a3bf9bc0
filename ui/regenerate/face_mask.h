// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <optional>

#include "ui/faces/face_item.h"
#include "ui/regenerate/regenerate_edit.h"
#include "ui/tools/dab.h"

namespace pentimento {

/// A face that lends its look, with what the window shows of it.
struct LentStyle {
  StyleReference reference;
  QImage thumbnail;
  QString name;  ///< of the file
};
using StylePointer = std::shared_ptr<const LentStyle>;

/// The label map of one face as the user paints it, in crop geometry. Points are in mask pixels, whose
/// corners are at whole numbers. Painting writes into `painted`: everything else that holds it has a copy.
struct FaceMask {
  FacePointer face;
  Image parsed;   ///< U8, FaceItem::maskSide²; never written
  Image painted;  ///< the same size
  bool wholeFace = false;
  StylePointer style;        ///< nullptr: the face itself
  double midline = 0;        ///< x that the mirror brush mirrors about
  RegeneratedFace snapshot;  ///< of this state; empty: not made yet

  explicit FaceMask(const FacePointer& face);

  QTransform photoFromMask() const;
  QPointF toMask(const QPointF& photo) const;
  /// Photo pixels per mask pixel.
  double scale() const { return face->face.alignment.side() / FaceItem::maskSide; }
  bool contains(const QPointF& photo) const;
  /// Background outside the crop.
  FaceClass classAt(const QPointF& mask) const;
  QPointF mirroredPoint(const QPointF& mask) const { return {2 * midline - mask.x(), mask.y()}; }
  /// Whether it makes any difference to the photo.
  bool changesPhoto() const;
};

/// A painted mask with what the edit does not know: whose it is, and what the window shows of its style.
struct KeptMask {
  FacePointer face;
  RegeneratedFace painted;
  StylePointer style;  ///< nullptr: the face itself
};

/// The mirror brush's axis: the mean of what lies between left and right in the face's landmarks, mask
/// pixels.
double faceMidline(const Face& face);

/// What the brush puts there: a class, or (empty) what the parser saw.
using PaintedClass = std::optional<FaceClass>;

/// Everything that the brush touches on its way, hard-edged; returns the rectangle that may have changed
/// (empty: outside).
QRect paintStroke(FaceMask& mask, const Dab& from, const Dab& to, const PaintedClass& paint);
/// The connected region of one class around `at` becomes `paint`; returns the rectangle that changed.
QRect fillRegion(FaceMask& mask, const QPointF& at, const PaintedClass& paint);

}  // namespace pentimento
