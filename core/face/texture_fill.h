// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

namespace pentimento {

/// Smooth values everywhere from those where `weight` (F32, 0 to 1) is above 0, by weighted means over a
/// pyramid (Gortler et al. 1996, pull-push). `values`: F32, any channels. Zero where nothing is known at all.
cv::Mat spread(const cv::Mat& values, const cv::Mat& weight);

/// Replaces the texels of `texture` (F32) that are not `visible` (U8): where the mirrored texel is
/// (`mirrored`), by that, shifted smoothly in colour so that it meets its surroundings under their own light;
/// else by what lies around. The change is feathered into the visible side over a few texels.
void fillFromMirror(cv::Mat& texture, const cv::Mat& visible, const cv::Mat& mirrored);

}  // namespace pentimento
