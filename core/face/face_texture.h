// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/face/alignment.h"
#include "core/face/uv_map.h"

namespace pentimento {

/// A face's texture as the make-up networks see it (SPEC 2.2): without what covers the face.
struct FaceTexture {
  Image colours;  ///< RGB, U8, size x size; where the face is hidden or covered (hair, hat, glasses, cloth,
                  ///< …), filled from the mirrored side or from around, as uv_map does
  Image labels;   ///< U8, one channel: the label map (label_map.h) in texture coordinates, before filling
  Image known;    ///< U8, one channel: 255 where the photo shows the face's own surface, 0 elsewhere
};

/// Unwraps a face of `photo` (RGB, U8 or U16). `labels`: label map of the aligned crop, U8, square. Throws
/// Error{InvalidArgument} for other pictures.
FaceTexture faceTexture(const Image& photo, const Alignment& alignment, const PositionMap& positions,
                        const Image& labels, int size = 256);

/// U8, one channel, as large as `labels` (a label map of a crop or of a texture): 255 where something lies
/// before the face or the face has ended, and so far around it (share of the side): a parser's edges are not
/// exact. Specks are taken for its errors.
Image coveredParts(const Image& labels, double reach = 0);

/// Unit normals of the face's surface in texture coordinates: F32, three channels, size x size; x right and y
/// down in the crop, z towards the camera negative (as PositionMap), so a texel that faces the camera has
/// (0, 0, -1).
Image surfaceNormals(const PositionMap& positions, int size);

}  // namespace pentimento
