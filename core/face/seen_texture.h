// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/face/alignment.h"
#include "core/face/face_surface.h"

namespace pentimento {

/// What a photo shows of a face's texture, before anything is filled. All size x size.
struct SeenTexture {
  cv::Mat positions;  ///< F32, three channels: FaceSurface::positions
  cv::Mat colours;    ///< F32, in the photo's own scale; where a texel is hidden, of what hides it
  cv::Mat
      visible;   ///< U8: 255 where the texel faces the camera, nothing lies before it and it is in the photo
  cv::Mat face;  ///< U8: 255 within the oval
};

/// Throws Error{InvalidArgument} for an empty photo or a size beyond 16 to 4096.
SeenTexture seenTexture(const Image& photo, const Alignment& alignment, const FaceSurface& surface, int size);

}  // namespace pentimento
