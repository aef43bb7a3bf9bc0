// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/random_square.h"

#include <algorithm>
#include <cmath>

#include "core/image/resample.h"

namespace pentimento {

cv::Mat randomSquare(const Image& photo, std::int64_t size, double maximumZoom, cv::RNG& random) {
  const int wanted = static_cast<int>(size), shortSide = std::min(photo.width(), photo.height());
  const double largest = std::clamp(shortSide * 1.25 / wanted, 1.0, maximumZoom);
  const int side = std::clamp(static_cast<int>(std::lround(shortSide / random.uniform(1.0, largest + 1e-6))),
                              1, shortSide);
  const cv::Rect area(random.uniform(0, photo.width() - side + 1),
                      random.uniform(0, photo.height() - side + 1), side, side);
  cv::Mat square = resize(Image(photo.mat()(area)), wanted, wanted).mat();
  if (random.uniform(0, 2) == 1) {
    cv::Mat flipped;  // a square of just this size is a part of the photo that is kept: it must not change
    cv::flip(square, flipped, 1);
    square = flipped;
  }
  return square;
}

}  // namespace pentimento
