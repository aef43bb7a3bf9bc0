// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

#include "core/face/painted_makeup.h"

namespace pentimento {

/// Make-up as people may wear it, from next to none to a stage's: every part is there or not, in any colour
/// and strength (SPEC 2.2).
MakeupStyle randomMakeup(cv::RNG& random);

}  // namespace pentimento
