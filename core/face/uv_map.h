// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/face/alignment.h"
#include "core/image/image.h"

namespace pentimento {

/// Where every texel of the canonical face texture lies in the picture (PRNet's position map; SPEC 2.2).
/// `positions`: F32, three channels, S x S (64 or finer): x, y in the crop as a share of its side (0 to 1, may leave
/// it), z in the same unit, towards the camera is negative. Texel (i, j) is at u = (i + 0.5) / S, v = (j + 0.5) / S of
/// MediaPipe's canonical UV layout; the layout is mirror-symmetric about u = 0.5.
/// `face`: U8, one channel, S x S: 255 where the texture shows face, 0 beyond its oval (positions are extrapolated there).
struct PositionMap {
  Image positions, face;
};

struct UvTexture {
  Image texture;     ///< as the photo's depth and channels, size x size
  /// U8, one channel: 255 seen in the photo, 128 hidden there and filled from the mirrored side, 64 hidden on both sides
  /// and interpolated, 0 beyond the face.
  Image visibility;
};

/// Unwraps a face of `photo` into its texture. Self-occlusion comes from z.
UvTexture unwrap(const Image& photo, const Alignment& alignment, const PositionMap& map, int size = 256);

struct RenderedTexture {
  Image image;     ///< as the texture, crop geometry, size x size
  Image coverage;  ///< U8, one channel: 255 where the face is, antialiased at its oval
};
/// Renders a texture of any size back into the aligned crop's geometry, hidden parts removed by z.
RenderedTexture renderTexture(const Image& texture, const PositionMap& map, int size);

/// Head turn from the position map, degrees: yaw positive when the subject looks to its left (right in the picture),
/// pitch positive when it looks up; roll is the alignment's.
struct HeadTurn {
  double yaw = 0, pitch = 0;
};
HeadTurn headTurn(const PositionMap& map);

/// The texture of the mirrored face.
Image mirroredTexture(const Image& texture);

}  // namespace pentimento
