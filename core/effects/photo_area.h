// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

namespace pentimento {

/// Where a part of a crop lies in the photo. `box`: positions in the crop, its right and lower edge included.

/// The rectangle of the photo's pixels that can lie in it.
cv::Rect photoArea(const cv::Rect2d& box, const cv::Matx23d& photoFromCrop, const cv::Size& photo);

/// Those pixels of row `y`, among `columns`, that do lie in it.
cv::Range columnsIn(const cv::Rect2d& box, const cv::Matx23d& cropFromPhoto, int y, const cv::Range& columns);

}  // namespace pentimento
