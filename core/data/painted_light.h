// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

#include "core/networks/illumination_classifier.h"

namespace pentimento {

/// Light painted by rule on a face's texture (SPEC 2.2): exact examples for training.
struct PaintedLight {
  cv::Vec3f direction{0, 0, -1};  ///< unit, towards the light: x right, y down, z towards the camera negative
  double ambient = 1;             ///< share of the light that comes from everywhere, 0 to 1
  double hardness = 0;            ///< 0: falls with the surface's turn; 1: full until the surface turns away
  double highlight = 0;           ///< linear light that skin mirrors at most; 1 blows out
  double shininess = 20;          ///< exponent of the highlight (Blinn-Phong): the greater, the smaller
  double shadow = 0;              ///< how much of the direct light cast shadows take, 0 to 1
  double shadowShare = 0.3;       ///< of the texture that they cover
  double shadowSoftness = 0.2;    ///< 0 to 1, of their edges
  std::uint64_t shadowSeed = 0;   ///< their shape
  cv::Vec3f colour{1, 1, 1};      ///< of the direct light, linear RGB
  double exposure = 1;            ///< mean of the light, of what the texture had
};

/// Side lights more often than others, highlights that blow out, half-face and cast shadows.
PaintedLight randomLight(cv::RNG& random);

/// `texture` (F32, RGB, sRGB, 0 to 1; its own light is taken for even) in this light, clamped at 1.
/// `normals`: F32, three channels, as surfaceNormals (face_texture.h) gives them, of the same size. Throws
/// Error{InvalidArgument} for others.
cv::Mat lit(const cv::Mat& texture, const cv::Mat& normals, const PaintedLight& light);

/// `texture` (F32, RGB, sRGB, 0 to 1) times `light` (F32, one or three channels) in linear light, clamped
/// at 1.
cv::Mat timesLight(const cv::Mat& texture, const cv::Mat& light);

/// The class of a light from a direction, degrees. Azimuth: positive from the subject's right, which is the
/// left of its picture and of its texture (LightClass::Left). Elevation: positive from above. Frontal within
/// 15 degrees of the camera; left or right where the azimuth is the greater of the two; hard from 40 degrees.
LightClass lightClassOf(double azimuth, double elevation);
/// The same of a painted light: so even a light that little is to be seen of its direction is frontal.
LightClass lightClassOf(const PaintedLight& light);
/// Frontal light is dim where so little of it is left: mean of a texture, sRGB, 0 to 1.
inline constexpr double dimBelow = 0.25;

/// Where light from one side spoils a texture: F32, one channel, 0 to 1. `lit`, `plain`: the same face in
/// this light and in even light, F32, one channel, sRGB. High where it is darker than its mirrored self (a
/// displayed value 1.4 times as dark: from 0; 2.7 times: 1), each against even light, or blown out where the
/// other side is not.
cv::Mat spoiltByLight(const cv::Mat& lit, const cv::Mat& plain);

}  // namespace pentimento
