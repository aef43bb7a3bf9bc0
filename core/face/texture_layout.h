// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace pentimento {

/// Points of a texture: u, v, 0 to 1.
using Contour = std::vector<cv::Point2d>;

/// Where the parts of a face lie in the texture of uv_map.h: contours of MediaPipe's canonical face. Those of
/// one side are the left ones in the texture, the subject's right side; the other is its mirror image about
/// u = 0.5.
namespace texture_layout {

extern const Contour lipsOuter, lipsInner;  ///< closed
extern const Contour eye;                   ///< closed; begins at the outer corner, upper lid first
extern const Contour upperLid, lowerLid;    ///< open, from the outer corner to the inner one
extern const Contour lidFold;               ///< open: where the upper lid folds
extern const Contour underBrow;             ///< open: below the brow
extern const Contour brow;                  ///< closed

}  // namespace texture_layout

/// The same points on the other side.
Contour mirroredContour(Contour contour);

/// Masks of a texture, F32, one channel, size x size, antialiased.
/// Inside of closed contours.
cv::Mat filledMask(int size, const std::vector<Contour>& contours);
/// Lines along open contours, `width` in shares of the side.
cv::Mat lineMask(int size, const std::vector<Contour>& contours, double width);
/// A Gaussian blur, `radius` (its deviation) in shares of the side.
cv::Mat softened(const cv::Mat& mask, double radius);
/// A texture or mask and its mirror image, the greater of both at each texel.
cv::Mat onBothSides(const cv::Mat& mask);

}  // namespace pentimento
