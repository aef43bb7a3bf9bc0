// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

#include "core/image/image.h"

namespace pentimento {

/// A random square of 1/zoom of the photo's short side, zoom drawn between 1 and `maximumZoom`, resized to
/// `size` and mirrored half of the time. Small photos are not enlarged further than by a quarter: blur would
/// be learnt as a property of the world. The photo stays as it is.
cv::Mat randomSquare(const Image& photo, std::int64_t size, double maximumZoom, cv::RNG& random);

}  // namespace pentimento
