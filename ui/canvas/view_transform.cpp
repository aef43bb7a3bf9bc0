// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/view_transform.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace pentimento {

namespace {

constexpr std::array zoomLevels{1.0 / 64, 1.0 / 48, 1.0 / 32, 1.0 / 24, 1.0 / 16, 1.0 / 12, 1.0 / 8,
                                1.0 / 6,  0.25,     1.0 / 3,  0.5,      2.0 / 3,  1.0,      1.5,
                                2.0,      3.0,      4.0,      6.0,      8.0,      12.0,     16.0,
                                24.0,     32.0,     48.0,     64.0};

}  // namespace

void ViewTransform::setPhotoSize(const QSize& photo) {
  photo_ = photo;
  fit();
}

void ViewTransform::setViewport(const QSizeF& view, double devicePixelRatio) {
  const QPointF middle = toPhoto(viewCentre());
  const double logicalZoom = zoom_ / ratio_;
  view_ = view;
  // On another screen the photo keeps its apparent size.
  if (ratio_ != devicePixelRatio && zoom_ != 1) zoom_ = logicalZoom * devicePixelRatio;
  ratio_ = devicePixelRatio;
  if (fitted_) {
    fit();
  } else {
    place(middle, viewCentre());
  }
}

void ViewTransform::fit() {
  fitted_ = true;
  if (photo_.isEmpty() || view_.isEmpty()) return;
  const QSizeF device = view_ * ratio_;
  zoom_ = std::clamp(std::min(device.width() / photo_.width(), device.height() / photo_.height()),
                     minimumZoom, maximumZoom);
  place(QPointF(photo_.width() / 2.0, photo_.height() / 2.0), viewCentre());
  fitted_ = true;
}

void ViewTransform::setZoom(double zoom, const QPointF& anchor) {
  const QPointF point = toPhoto(anchor);
  zoom_ = std::clamp(zoom, minimumZoom, maximumZoom);
  place(point, anchor);
}

void ViewTransform::zoomBy(double factor, const QPointF& anchor) {
  double zoom = zoom_ * factor;
  if ((zoom_ < 1 && zoom > 1) || (zoom_ > 1 && zoom < 1)) zoom = 1;
  setZoom(zoom, anchor);
}

void ViewTransform::zoomStep(bool in, const QPointF& anchor) {
  constexpr double slack = 1.001;  // a level that we stand on is not the next one
  double next = in ? maximumZoom : minimumZoom;
  if (in) {
    const auto above = std::upper_bound(zoomLevels.begin(), zoomLevels.end(), zoom_ * slack);
    if (above != zoomLevels.end()) next = *above;
  } else {
    const auto notBelow = std::lower_bound(zoomLevels.begin(), zoomLevels.end(), zoom_ / slack);
    if (notBelow != zoomLevels.begin()) next = *(notBelow - 1);
  }
  setZoom(next, anchor);
}

void ViewTransform::panBy(const QPointF& viewDelta) {
  fitted_ = false;
  const QPointF moved = origin_ + viewDelta * ratio_;
  origin_ = QPointF(std::round(moved.x()), std::round(moved.y()));
  keepInReach();
}

void ViewTransform::centreOn(const QPointF& photo) {
  place(photo, viewCentre());
}

QPointF ViewTransform::toView(const QPointF& photo) const {
  return (origin_ + photo * zoom_) / ratio_;
}

QPointF ViewTransform::toPhoto(const QPointF& view) const {
  return (view * ratio_ - origin_) / zoom_;
}

QRectF ViewTransform::photoInDevice() const {
  return QRectF(origin_, QSizeF(photo_) * zoom_);
}

QRectF ViewTransform::visible() const {
  return QRectF(toPhoto(QPointF(0, 0)), QSizeF(view_ * ratio_ / zoom_))
      .intersected(QRectF(QPointF(0, 0), QSizeF(photo_)));
}

void ViewTransform::place(const QPointF& photoPoint, const QPointF& view) {
  fitted_ = false;
  const QPointF corner = view * ratio_ - photoPoint * zoom_;
  origin_ = QPointF(std::round(corner.x()), std::round(corner.y()));
  keepInReach();
}

void ViewTransform::keepInReach() {
  // Enough of the photo stays visible to drag it back.
  constexpr double reach = 64;
  const QSizeF device = view_ * ratio_, size = QSizeF(photo_) * zoom_;
  const auto clampAxis = [](double origin, double viewSize, double photoSize) {
    const double kept = std::min({reach, photoSize, viewSize});
    return std::round(std::clamp(origin, kept - photoSize, std::max(kept - photoSize, viewSize - kept)));
  };
  origin_ = QPointF(clampAxis(origin_.x(), device.width(), size.width()),
                    clampAxis(origin_.y(), device.height(), size.height()));
}

}  // namespace pentimento
