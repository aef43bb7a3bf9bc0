// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

namespace pentimento {

/// What makes few labelled faces go further: another background, other clothes, and necklaces, which few wear
/// ("copy-paste", Ghiasi et al., CVPR 2021). Pictures are RGB, U8; labels U8, 0 to 18, of the same size.

/// Shows a random part of `other` (any size) wherever the labels say background, with a soft edge.
void replaceBackdrop(cv::Mat& picture, const cv::Mat& labels, const cv::Mat& other, cv::RNG& random);

/// Clothes get the pattern of a random part of `other` (any size), in the light that falls on them.
void replaceCloth(cv::Mat& picture, const cv::Mat& labels, const cv::Mat& other, cv::RNG& random);

/// Puts the necklace of `donor` (same size, same framing) below this chin, where neck or clothes show there.
/// False, and nothing is changed, if either face's neck hardly shows or too little of the necklace would.
bool pasteNecklace(cv::Mat& picture, cv::Mat& labels, const cv::Mat& donor, const cv::Mat& donorLabels,
                   cv::RNG& random);

/// Draws a string of beads or a chain, now and then with a pendant, around the neck. False as above.
bool drawNecklace(cv::Mat& picture, cv::Mat& labels, cv::RNG& random);

}  // namespace pentimento
