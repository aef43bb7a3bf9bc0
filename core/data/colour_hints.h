// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <opencv2/core.hpp>

namespace pentimento {

/// A colour hint as networks see it: planes [3, H, W] of hint a, hint b (a/110, b/110; 0 where none) and mask (0 or 1).
torch::Tensor emptyHints(std::int64_t height, std::int64_t width);

/// Writes one hint into `planes`: a square of `patch` pixels centred on (x, y), clipped to the planes.
/// a, b in Lab units.
void paintHint(torch::Tensor& planes, double x, double y, int patch, float a, float b);

inline constexpr double usualHints = 8, manyHints = 50;  ///< in the mean

/// Where hints for training are put. Outlying: each is the one of four points whose colour is farthest from
/// the picture's mean, for people put hints where a colour is not the usual one.
enum class HintSpread { Even, Outlying };

/// Hints for a hinted training sample (SPEC 2.3): a geometric number of points in patches of 1 to 9 pixels with the mean
/// true colour of the patch.
/// `chroma`: F32, two channels a, b in Lab units. `mean`: of the number, more than 1. `points` receives the centres.
torch::Tensor drawHints(const cv::Mat& chroma, double mean, HintSpread spread, cv::RNG& random,
                        std::vector<cv::Point>* points = nullptr);

/// Exactly `count` true hints on an even random spread, for evaluation.
torch::Tensor trueHints(const cv::Mat& chroma, int count, cv::RNG& random);

/// Gives the thing around a random pixel another hue (a, b in Lab units, in place): what has about the pixel's colour and
/// is joined to it without an edge. Teaches that a hint may contradict what is usual, and that its colour ends where the
/// thing ends: recolouring all of a colour, wherever it is, taught the network to tint a whole grey photo from one hint.
/// `lightness`: F32, one channel, [0, 100]. Returns the pixel, for a hint to be put there.
cv::Point recolour(cv::Mat& chroma, const cv::Mat& lightness, cv::RNG& random);

/// Gives a whole picture (a, b in Lab units, in place) another cast and saturation, as other film, light and white
/// balance would: teaches that a hint also tells the tone of what is far from it.
void changeTone(cv::Mat& chroma, cv::RNG& random);

}  // namespace pentimento
