// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/face/uv_map.h"

namespace pentimento::test {

/// An ellipsoid's front as a position map: mirror-symmetric, turned by known angles (degrees, as HeadTurn has
/// them).
PositionMap ellipsoidHead(double yaw, double pitch = 0, int size = 64);

/// A board with an upright ridge on its middle, turned: what lies behind the ridge faces the camera and is
/// hidden all the same. `height` of the ridge in shares of the crop's side.
PositionMap ridgedBoard(double yaw, double height, int size = 64);

/// RGB, U8: soft blobs of colour, mirror-symmetric about the middle.
Image symmetricTexture(int size);
/// RGB, U8: soft blobs of colour.
Image softPicture(int width, int height, int seed);

/// PSNR over the pixels where `mask` is 255.
double psnrInside(const Image& a, const Image& b, const Image& mask);

}  // namespace pentimento::test
