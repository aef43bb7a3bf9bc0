// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSize>

namespace pentimento {

/// Where the photo lies in a viewport. Three kinds of coordinates: photo pixels; view (the widget's logical
/// pixels); device pixels = view * device pixel ratio. The photo's corner always falls on a whole device
/// pixel, so that at zoom 1 one photo pixel is exactly one device pixel at any ratio. A plain value.
class ViewTransform {
 public:
  static constexpr double minimumZoom = 1.0 / 64, maximumZoom = 64;

  void setPhotoSize(const QSize& photo);
  /// `view` in logical pixels. While fitted, stays fitted; else the photo point in the middle stays there.
  void setViewport(const QSizeF& view, double devicePixelRatio);

  /// Device pixels per photo pixel.
  double zoom() const { return zoom_; }
  double devicePixelRatio() const { return ratio_; }
  bool fitted() const { return fitted_; }
  const QSize& photoSize() const { return photo_; }

  /// The whole photo, as large as the viewport allows, in its middle.
  void fit();
  /// Keeps the photo point under `anchor` (view) there, to the device pixel; clamped to the limits.
  void setZoom(double zoom, const QPointF& anchor);
  /// Along a wheel: like setZoom(zoom() * factor), but 1:1 is never jumped over.
  void zoomBy(double factor, const QPointF& anchor);
  /// To the next of the round zoom levels (…, 50, 66.7, 100, 150 %, …).
  void zoomStep(bool in, const QPointF& anchor);
  void panBy(const QPointF& viewDelta);
  void centreOn(const QPointF& photo);

  QPointF toView(const QPointF& photo) const;
  QPointF toPhoto(const QPointF& view) const;
  /// The photo's rectangle in device pixels.
  QRectF photoInDevice() const;
  /// The part of the photo inside the viewport, in photo pixels.
  QRectF visible() const;
  QPointF viewCentre() const { return QPointF(view_.width() / 2, view_.height() / 2); }
  bool operator==(const ViewTransform&) const = default;

 private:
  void place(const QPointF& photoPoint, const QPointF& view);
  void keepInReach();

  QSize photo_;
  QSizeF view_;
  double ratio_ = 1, zoom_ = 1;
  QPointF origin_;  // the photo's corner in device pixels, whole numbers
  bool fitted_ = true;
};

}  // namespace pentimento
