// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pentimento {

/// Activations of the networks, by what they do to negative numbers: x above 0, slope * x below.
inline constexpr double linearSlope = 1, reluSlope = 0, leakySlope = 0.2;

}  // namespace pentimento
