// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "core/effects/regenerate.h"
#include "core/face/label_map.h"
#include "tests/support/errors.h"
#include "tests/support/made_faces.h"

namespace pentimento::test {
namespace {

float at(const Image& mask, int x, int y) {
  return mask.mat().at<float>(y, x);
}

TEST(RegenerationMask, NothingPaintedNothingReplaced) {
  const auto face = madeFace(256, 1);
  EXPECT_EQ(cv::countNonZero(regenerationMask(face.labels, face.labels.clone(), false).mat()), 0);
}

TEST(RegenerationMask, CoversEveryChangedPixelWhollyAndFadesOut) {
  const auto face = madeFace(256, 1);
  Image painted = face.labels.clone();
  cv::line(painted.mat(), {90, 80}, {120, 74}, static_cast<int>(FaceClass::RightBrow), 1);
  cv::circle(painted.mat(), {150, 180}, 5, static_cast<int>(FaceClass::Background), cv::FILLED);
  const Image mask = regenerationMask(face.labels, painted, false);
  const cv::Mat changed = face.labels.mat() != painted.mat();
  double least = 0;
  cv::minMaxLoc(mask.mat(), &least, nullptr, nullptr, nullptr, changed);
  EXPECT_EQ(least, 1);
  cv::Mat distance;
  cv::distanceTransform(changed == 0, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  EXPECT_EQ(cv::countNonZero((mask.mat() < 1) & (distance <= 4)), 0) << "dilated";
  EXPECT_EQ(cv::countNonZero((mask.mat() > 0) & (distance >= 10)), 0) << "bit-exact 0 elsewhere";
  float step = 0;
  for (int x = 1; x < 256; ++x) step = std::max(step, std::abs(at(mask, x, 180) - at(mask, x - 1, 180)));
  EXPECT_GT(step, 0);
  EXPECT_LT(step, 0.3) << "smooth";
}

TEST(RegenerationMask, GrowsWithTheCrop) {
  cv::Mat parsed = cv::Mat::zeros(1024, 1024, CV_8U), painted = parsed.clone();
  painted.at<std::uint8_t>(512, 512) = 1;
  const Image mask = regenerationMask(Image(parsed), Image(painted), false);
  EXPECT_EQ(at(mask, 512 + 16, 512), 1);
  EXPECT_GT(at(mask, 512 + 30, 512), 0);
  EXPECT_EQ(at(mask, 512 + 40, 512), 0);
}

TEST(RegenerationMask, FadesTowardsTheCropsBorder) {
  const auto face = madeFace(256, 1);
  Image painted = face.labels.clone();
  painted.mat().rowRange(0, 60).setTo(static_cast<int>(FaceClass::Hat));
  for (const bool whole : {false, true}) {
    const Image mask = regenerationMask(face.labels, painted, whole);
    for (int i = 0; i < 256; ++i) EXPECT_EQ(at(mask, i, 0) + at(mask, 0, i) + at(mask, 255, i), 0);
    EXPECT_EQ(at(mask, 128, 12), 1);
    EXPECT_GT(at(mask, 128, 6), 0);
    EXPECT_EQ(at(mask, 128, 200), whole ? 1 : 0);
  }
}

TEST(PaintedLabels, AreTheParsedOnesWithWhatWasPaintedOnThePhoto) {
  // A crop of the photo's upper half: what lies off it to the right, and what was not painted, stays as
  // parsed, even where the photo's map says something else than the crop's.
  const Image parsed(cv::Mat(16, 16, CV_8U, cv::Scalar(1)));
  cv::Mat seen(64, 64, CV_8U, cv::Scalar(13)), mask = seen.clone();
  mask(cv::Rect(48, 0, 8, 32)).setTo(0);  // background, class 0, can be painted too
  const Image painted = paintedPixels(Image(mask), Image(seen));
  EXPECT_EQ(cv::countNonZero(painted.mat()), 8 * 32);
  const Alignment alignment{{47.5, 15.5}, {32, 0}, {0, 32}};
  const cv::Mat labels = paintedLabels(painted, alignment, parsed).mat();
  for (int x = 0; x < 16;
       ++x)  // it begins at 15.5, and 4 photo pixels are one of its own: painted are its 8 and 9
    EXPECT_EQ(labels.at<std::uint8_t>(8, x), x == 8 || x == 9 ? 0 : 1) << x;
  EXPECT_TRUE(samePixels(paintedLabels(paintedPixels(Image(seen), Image(seen)), alignment, parsed), parsed));
}

TEST(RegenerationMask, RefusesWhatIsNoPairOfLabelMaps) {
  const Image map(64, 64, 1, PixelDepth::U8);
  for (const Image& other : {Image(32, 32, 1, PixelDepth::U8), Image(64, 64, 3, PixelDepth::U8), Image()})
    EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "", [&] { regenerationMask(map, other, false); }));
  const Image oblong(64, 32, 1, PixelDepth::U8);
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "", [&] { regenerationMask(oblong, oblong, true); }));
}

}  // namespace
}  // namespace pentimento::test
