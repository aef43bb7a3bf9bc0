// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/photo_area.h"

#include <gtest/gtest.h>

#include "core/face/affine_sampler.h"
#include "core/face/alignment.h"

namespace pentimento::test {
namespace {

constexpr int cropSide = 32;
const cv::Size photoSize(90, 70);

/// By the definition: whether the pixel's position in the crop is in the box.
bool isIn(const cv::Rect2d& box, const Alignment& alignment, int x, int y) {
  const auto p = transform(alignment.cropFromPhoto(cropSide), x, y);
  return p.x >= box.x && p.x <= box.x + box.width && p.y >= box.y && p.y <= box.y + box.height;
}

TEST(PhotoArea, HoldsTheBoxAndItsColumnsAreThePixelsInIt) {
  const Alignment upright{{40.3, 30.1}, {25, 0}, {0, 25}}, turned{{60.2, 20.1}, {20, 15}, {-15, 20}},
      small{{12.2, 50.7}, {3, -4}, {4, 3}};
  for (const auto& alignment : {upright, turned, small}) {
    for (const auto& box : {cv::Rect2d(-0.5, -0.5, cropSide, cropSide), cv::Rect2d(3.2, 10.1, 12, 4.7)}) {
      const auto area = photoArea(box, alignment.photoFromCrop(cropSide), photoSize);
      int inside = 0;
      for (int y = 0; y < photoSize.height; ++y) {
        const auto columns =
            columnsIn(box, alignment.cropFromPhoto(cropSide), y, {area.x, area.x + area.width});
        for (int x = 0; x < photoSize.width; ++x) {
          const bool expected = isIn(box, alignment, x, y);
          inside += expected;
          ASSERT_TRUE(!expected || area.contains({x, y})) << x << ", " << y;
          ASSERT_EQ(columns.start <= x && x < columns.end, expected) << x << ", " << y;
        }
      }
      EXPECT_GT(inside, 0);
    }
  }
}

}  // namespace
}  // namespace pentimento::test
