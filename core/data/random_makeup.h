// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <string_view>

#include "core/face/painted_makeup.h"

namespace pentimento {

/// Make-up as people may wear it, from next to none to a stage's: every part is there or not, in any colour
/// and strength (SPEC 2.2).
MakeupStyle randomMakeup(cv::RNG& random);

/// What a make-up consists of; lashes go with the liner.
enum class MakeupPart { Lips, Shadow, Liner, Blush, Contour, Foundation, Brows };
inline constexpr std::array makeupParts{MakeupPart::Lips,  MakeupPart::Shadow,  MakeupPart::Liner,
                                        MakeupPart::Blush, MakeupPart::Contour, MakeupPart::Foundation,
                                        MakeupPart::Brows};
/// "lips", "shadow", …
std::string_view nameOf(MakeupPart part);

/// This part alone, in any colour and strength.
MakeupStyle randomMakeup(cv::RNG& random, MakeupPart part);

}  // namespace pentimento
