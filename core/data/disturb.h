// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

namespace pentimento {

/// What photos of faces suffer in the wild, for training. Pictures are RGB, F32, 0 to 1; each call draws how
/// much, often nothing at all. Values may leave 0 to 1 slightly.

/// Light from a side, gamma, contrast, a cast of colour, grey, now and then strong shadows.
void disturbLight(cv::Mat& picture, cv::RNG& random);
/// Blur, lost resolution, noise, JPEG blocks.
void disturbSharpness(cv::Mat& picture, cv::RNG& random);
/// Covers parts with blobs and bands as hands, hair, scarves and microphones do; `other`: a picture of the
/// same size whose pixels they may show.
void occlude(cv::Mat& picture, const cv::Mat& other, cv::RNG& random);

}  // namespace pentimento
