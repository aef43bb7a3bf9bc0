// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>

#include "ui/canvas/view_transform.h"

namespace pentimento {
namespace {

ViewTransform view(QSize photo, QSizeF viewport, double ratio = 1) {
  ViewTransform transform;
  transform.setViewport(viewport, ratio);
  transform.setPhotoSize(photo);
  return transform;
}

TEST(ViewTransform, FitShowsTheWholePhotoAsLargeAsItGoes) {
  const auto transform = view({400, 100}, {800, 600});
  EXPECT_DOUBLE_EQ(transform.zoom(), 2.0);
  EXPECT_EQ(transform.photoInDevice(), QRectF(0, 200, 800, 200));
  EXPECT_EQ(transform.visible(), QRectF(0, 0, 400, 100));
}

TEST(ViewTransform, FitFollowsTheViewportUntilTheUserZooms) {
  auto transform = view({400, 100}, {800, 600});
  transform.setViewport({400, 600}, 1);
  EXPECT_DOUBLE_EQ(transform.zoom(), 1.0);
  transform.setZoom(3, {10, 10});
  transform.setViewport({800, 600}, 1);
  EXPECT_DOUBLE_EQ(transform.zoom(), 3.0);
}

TEST(ViewTransform, ZoomKeepsThePhotoPointUnderTheAnchor) {
  for (const double ratio : {1.0, 1.25, 1.5, 2.0}) {
    auto transform = view({4000, 3000}, {801, 603}, ratio);
    const QPointF anchor(300.5, 211.25);
    for (const double factor : {1.7, 2.0, 0.9, 3.3, 0.4, 1.01}) {
      const QPointF before = transform.toPhoto(anchor);
      transform.zoomBy(factor, anchor);
      const QPointF drift = transform.toView(before) - anchor;
      // The corner is rounded to whole device pixels: half of one at most.
      EXPECT_LE(std::abs(drift.x()) * ratio, 0.5 + 1e-6) << "ratio " << ratio;
      EXPECT_LE(std::abs(drift.y()) * ratio, 0.5 + 1e-6);
    }
  }
}

TEST(ViewTransform, PhotoCornerFallsOnWholeDevicePixels) {
  auto transform = view({1237, 811}, {777, 555}, 1.5);
  transform.setZoom(1, {333.3, 222.2});
  transform.panBy({0.3, 7.7});
  const QPointF corner = transform.photoInDevice().topLeft();
  EXPECT_EQ(corner, QPointF(std::round(corner.x()), std::round(corner.y())));
}

TEST(ViewTransform, WheelDoesNotJumpOverActualSize) {
  auto transform = view({4000, 3000}, {800, 600});
  transform.setZoom(0.9, {400, 300});
  transform.zoomBy(1.5, {400, 300});
  EXPECT_EQ(transform.zoom(), 1.0);
  transform.zoomBy(1.5, {400, 300});
  EXPECT_EQ(transform.zoom(), 1.5);
  transform.zoomBy(0.5, {400, 300});
  EXPECT_EQ(transform.zoom(), 1.0);
}

TEST(ViewTransform, StepsGoThroughRoundLevels) {
  auto transform = view({4000, 3000}, {800, 600});
  transform.setZoom(0.4, {400, 300});
  transform.zoomStep(true, {400, 300});
  EXPECT_DOUBLE_EQ(transform.zoom(), 0.5);
  transform.zoomStep(true, {400, 300});
  EXPECT_DOUBLE_EQ(transform.zoom(), 2.0 / 3);
  transform.zoomStep(false, {400, 300});
  transform.zoomStep(false, {400, 300});
  EXPECT_DOUBLE_EQ(transform.zoom(), 1.0 / 3);
}

TEST(ViewTransform, ZoomStaysInItsLimits) {
  auto transform = view({4000, 3000}, {800, 600});
  transform.setZoom(1e9, {400, 300});
  EXPECT_EQ(transform.zoom(), ViewTransform::maximumZoom);
  transform.setZoom(1e-9, {400, 300});
  EXPECT_EQ(transform.zoom(), ViewTransform::minimumZoom);
}

TEST(ViewTransform, PhotoCannotBePannedOutOfReach) {
  auto transform = view({4000, 3000}, {800, 600});
  transform.setZoom(1, {0, 0});
  transform.panBy({1e6, -1e6});
  EXPECT_FALSE(transform.visible().isEmpty());
}

TEST(ViewTransform, OnePhotoPixelIsOneDevicePixelAtZoomOneAtAnyRatio) {
  for (const double ratio : {1.0, 1.25, 2.0}) {
    auto transform = view({4000, 3000}, {800, 600}, ratio);
    transform.setZoom(1, {100, 100});
    const QPointF step = transform.toView({101, 51}) - transform.toView({100, 50});
    EXPECT_NEAR(step.x() * ratio, 1, 1e-9);
    EXPECT_NEAR(step.y() * ratio, 1, 1e-9);
  }
}

}  // namespace
}  // namespace pentimento
