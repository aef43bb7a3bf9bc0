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

/// Hints for training (SPEC 2.3): none in a quarter of the samples, else a geometric number of points (mean 8) in
/// patches of 1 to 9 pixels with the mean true colour of the patch.
/// `chroma`: F32, two channels a, b in Lab units. `points` receives the centres.
torch::Tensor drawHints(const cv::Mat& chroma, cv::RNG& random, std::vector<cv::Point>* points = nullptr);

/// Exactly `count` true hints on an even random spread, for evaluation.
torch::Tensor trueHints(const cv::Mat& chroma, int count, cv::RNG& random);

/// Gives everything that has about the colour of a random pixel another hue (Lab units, in place): teaches that a
/// hint may contradict what is usual, and how far its colour reaches. Returns the pixel, for a hint to be put there.
cv::Point recolour(cv::Mat& chroma, cv::RNG& random);

}  // namespace pentimento
