// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/face/painted_glasses.h"

namespace pentimento {

/// Glasses as people wear them: wire and horn frames, rimless ones, half rims, sunglasses.
GlassesStyle randomGlasses(cv::RNG& random);

}  // namespace pentimento
