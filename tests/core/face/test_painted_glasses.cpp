// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/painted_glasses.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "tests/support/difference.h"
#include "tests/support/errors.h"
#include "tests/support/made_meshes.h"

namespace pentimento {
namespace {

constexpr int paintedSize = 128, rightOuterCorner = 33, leftOuterCorner = 263;

cv::Mat skin() {
  return {paintedSize, paintedSize, CV_32FC3, cv::Scalar(0.8, 0.6, 0.5)};
}

/// By more than what rounding does.
cv::Mat differing(const cv::Mat& a, const cv::Mat& b) {
  return test::differing(a, b, 0.01);
}

TEST(PaintedGlasses, SitBeforeTheEyes) {
  const auto mesh = test::madeMesh(paintedSize, 0);
  const auto result = paintedGlasses(skin(), mesh, {}, {});
  const cv::Rect box = cv::boundingRect(differing(result, skin()));
  const double reach = mesh[leftOuterCorner].x - mesh[rightOuterCorner].x;
  EXPECT_GT(box.width, reach) << "beyond the eyes' corners";
  EXPECT_LT(std::abs(box.y + box.height / 2.0 - mesh[leftOuterCorner].y), 0.25 * reach);
  EXPECT_LT(box.height, reach);
  double darkest = 1;
  cv::minMaxLoc(result.reshape(1), &darkest);
  EXPECT_LT(darkest, 0.25) << "a dark frame";
  cv::Mat mirrored;
  cv::flip(result, mirrored, 1);
  EXPECT_LT(cv::norm(result, mirrored, cv::NORM_L1) / static_cast<double>(result.total()), 0.06)
      << "a frontal face wears them straight";
}

TEST(PaintedGlasses, DarkLensesHideTheEyes) {
  GlassesStyle style;
  style.lens = style.lensBelow = {0, 0, 0};
  style.tint = style.tintBelow = 0.9;
  style.reflection = 0;
  const auto mesh = test::madeMesh(paintedSize, 0);
  const auto eye = (mesh[rightOuterCorner] + mesh[133]) / 2;
  const auto at = paintedGlasses(skin(), mesh, {}, style).at<cv::Vec3f>(cvRound(eye.y), cvRound(eye.x));
  EXPECT_NEAR(at[0], 0.08, 0.04);
  style.tint = style.tintBelow = 0;
  const auto clear = paintedGlasses(skin(), mesh, {}, style).at<cv::Vec3f>(cvRound(eye.y), cvRound(eye.x));
  EXPECT_NEAR(clear[0], 0.8, 0.05);
}

TEST(PaintedGlasses, MirroredLensesShowOneColourAboveAndAnotherBelow) {
  GlassesStyle style;
  style.lens = {0, 0, 1};
  style.lensBelow = {1, 0, 0};
  style.tint = style.tintBelow = 1;
  style.reflection = style.shadow = 0;
  const auto mesh = test::madeMesh(paintedSize, 0);
  const auto eye = (mesh[rightOuterCorner] + mesh[133]) / 2;
  const auto result = paintedGlasses(skin(), mesh, {}, style);
  const auto unit = mesh[leftOuterCorner].x - mesh[rightOuterCorner].x;
  const auto at = [&](double below) {
    const auto y = eye.y + (style.drop + below * style.halfHeight) * unit;
    return result.at<cv::Vec3f>(cvRound(y), cvRound(eye.x));
  };
  EXPECT_GT(at(-0.7)[2], 0.7);
  EXPECT_LT(at(-0.7)[0], 0.3);
  EXPECT_GT(at(0.7)[0], 0.7);
  EXPECT_NEAR(at(0)[0] + at(0)[2], 1, 0.02);
}

TEST(PaintedGlasses, HairHangsOverThem) {
  const auto mesh = test::madeMesh(paintedSize, 0);
  GlassesStyle style;
  style.shadow = 0;
  cv::Mat covering = cv::Mat::zeros(paintedSize, paintedSize, CV_8U);
  covering.colRange(0, paintedSize / 2).setTo(255);
  const auto seen = differing(paintedGlasses(skin(), mesh, covering, style), skin());
  EXPECT_EQ(cv::countNonZero(seen.colRange(0, paintedSize / 2 - 4)), 0);
  EXPECT_GT(cv::countNonZero(seen.colRange(paintedSize / 2, paintedSize)), 30);
}

TEST(PaintedGlasses, BrowLinesAreThickerAboveThanBelow) {
  const auto mesh = test::madeMesh(paintedSize, 0);
  GlassesStyle even, thick;
  even.shadow = thick.shadow = 0;  // it falls below the frame
  thick.browLine = 3;
  const auto changed =
      differing(paintedGlasses(skin(), mesh, {}, thick), paintedGlasses(skin(), mesh, {}, even));
  const auto eyes = cvRound(mesh[leftOuterCorner].y);
  EXPECT_GT(cv::countNonZero(changed.rowRange(0, eyes)), 60);
  EXPECT_LT(cv::countNonZero(changed.rowRange(eyes + 4, paintedSize)), 6);
}

TEST(PaintedGlasses, ASecondBridgeLiesAboveTheFirst) {
  const auto mesh = test::madeMesh(paintedSize, 0);
  GlassesStyle one;
  one.shadow = 0;  // it falls lower
  auto two = one;
  two.doubleBridge = true;
  const auto box = cv::boundingRect(
      differing(paintedGlasses(skin(), mesh, {}, two), paintedGlasses(skin(), mesh, {}, one)));
  EXPECT_LT(std::abs(box.x + box.width / 2 - paintedSize / 2), 3) << "between the lenses";
  EXPECT_GT(box.width, 10);
  EXPECT_LT(box.y + box.height, cvRound(mesh[leftOuterCorner].y));
}

TEST(PaintedGlasses, ATurnedHeadHidesTheFarTemple) {
  constexpr int rightTemple = 127, leftTemple = 356;
  for (const bool toTheRight : {false, true}) {
    const auto mesh = test::madeMesh(paintedSize, toTheRight ? 45 : -45);
    const auto straight = paintedGlasses(skin(), mesh, {}, {});
    const auto changesWith = [&](int temple) {  // does it matter where the ear is?
      auto moved = mesh;
      moved[static_cast<std::size_t>(temple)].y += 8;
      return cv::countNonZero(differing(paintedGlasses(skin(), moved, {}, {}), straight)) > 0;
    };
    const bool rightIsFar = mesh[rightTemple].z > mesh[leftTemple].z;
    EXPECT_NE(changesWith(rightTemple), rightIsFar);
    EXPECT_EQ(changesWith(leftTemple), rightIsFar);
  }
}

TEST(PaintedGlasses, AFaceOutsideThePictureWearsNone) {
  auto mesh = test::madeMesh(paintedSize, 0);
  for (auto& point : mesh) point.x += 10 * paintedSize;
  EXPECT_EQ(cv::countNonZero(differing(paintedGlasses(skin(), mesh, {}, {}), skin())), 0);
}

TEST(PaintedGlasses, RefuseWhatTheyCannotBePaintedOn) {
  const auto mesh = test::madeMesh(paintedSize, 0);
  EXPECT_TRUE(
      test::throwsError(ErrorKind::InvalidArgument, "468", [&] { paintedGlasses(skin(), {}, {}, {}); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "floats", [&] {
    paintedGlasses(cv::Mat(paintedSize, paintedSize, CV_8UC3), mesh, {}, {});
  }));
}

}  // namespace
}  // namespace pentimento
