// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "core/image/image.h"

namespace pentimento::test {

/// A sample that ships with the program, RGB, U8.
Image shippedSample(const std::string& file);

/// Texture without faces: noise of many sizes, RGB, U8.
cv::Mat texture(int width, int height, int seed);

/// Where the face is in the sample `astronaut_nasa.jpg`, as dlib draws boxes.
inline const cv::Rect2d astronautBox(184, 85, 90, 90);

/// The astronaut's head, scaled so that the face's box is `side` wide; head and shoulders fill 2.2 boxes
/// squared.
cv::Mat astronautHead(double side);

/// Pastes a head with the centre of its face at `centre`; what leaves the photo is cut off.
void paste(cv::Mat& photo, const cv::Mat& head, cv::Point centre);

}  // namespace pentimento::test
