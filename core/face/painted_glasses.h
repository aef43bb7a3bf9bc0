// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace pentimento {

/// Glasses drawn by rule on a face, for training: exact examples of a face without and with them (as Lyu et
/// al., "Portrait Eyeglasses and Shadow Removal by Leveraging 3D Synthetic Data", CVPR 2022, rendered
/// theirs). Lengths are shares of the distance of the outer eye corners; colours RGB, 0 to 1; opacities 0
/// to 1. By default a small brown pair: of those tried, one that is seen and hardly changes a face
/// descriptor's mind about who wears it (docs/attributes.md).
struct GlassesStyle {
  double halfWidth = 0.25, halfHeight = 0.17;  ///< of a lens
  double roundness = 2.8;  ///< exponent of its superellipse: 2 an ellipse, 6 nearly a rectangle
  double taper = 0.06;     ///< how much narrower the lower half is than the upper one; negative: wider
  double lift = 0;         ///< how much higher the outer corners are than the inner ones
  double drop = 0.03;      ///< the lenses' middle below that of the eyes
  double distance = 0.12;  ///< of the lenses from the eyes
  double wrap = 0.3;  ///< how far the outer ends bend back, per unit of distance from the middle, squared

  cv::Vec3f colour{0.27F, 0.17F, 0.11F};  ///< of the frame
  double thickness = 0.021;
  double browLine = 1;        ///< how much thicker the upper half of the frame is
  bool doubleBridge = false;  ///< a second bar, along the top of the lenses
  double opacity = 1;    ///< of the frame; 0: rimless, bridge and temples alone
  bool lowerRim = true;  ///< else only the upper half has a frame
  double shine = 0.2;    ///< a light line along the frame's upper edge

  cv::Vec3f lens{0.15F, 0.15F, 0.17F}, lensBelow{0.15F, 0.15F, 0.17F};  ///< at its top and at its bottom
  double tint = 0.04;            ///< opacity of the lens at its top, …
  double tintBelow = 0.04;       ///< … and at its bottom
  double reflection = 0.08;      ///< opacity of a light band across the lenses
  double reflectionAngle = 0.6;  ///< radians
  double shadow = 0.15;          ///< how much darker skin is below the frame
};

/// `picture`: RGB, F32, 0 to 1. `mesh`: MediaPipe's 468 points in its pixels, z in the same unit and towards
/// the camera negative. `covering`: U8, what hangs over glasses (hair, hats) above 0; empty: nothing. Returns
/// the picture with glasses on. Throws Error{InvalidArgument} for a mesh of another size or a picture of
/// another type.
cv::Mat paintedGlasses(const cv::Mat& picture, const std::vector<cv::Point3f>& mesh, const cv::Mat& covering,
                       const GlassesStyle& style);

}  // namespace pentimento
