// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/canonical_face.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/core/face/canonical_file.h"
#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

using namespace test;

CanonicalFace gridFace(const TemporaryFolder& folder) {
  writeGridLayout(folder.path() / "layout.txt");
  return CanonicalFace::read(folder.path() / "layout.txt");
}

TEST(CanonicalFace, ReadsPointsTrianglesAndMirroredPairs) {
  const TemporaryFolder folder;
  const auto face = gridFace(folder);
  EXPECT_EQ(face.points.size(), 468U);
  EXPECT_EQ(face.triangles.size(), 25U * 17 * 2);
  EXPECT_EQ(face.mirrored[0], 25);
  EXPECT_EQ(face.mirrored[26 + 3], 26 + 22);
}

TEST(CanonicalFace, AMapOfAnAffineShapeIsExactInsideAndBeyond) {
  const TemporaryFolder folder;
  const auto face = gridFace(folder);
  cv::Mat points(facePointCount, 2, CV_32F);
  for (int i = 0; i < facePointCount; ++i) {
    points.at<float>(i, 0) = static_cast<float>(1 + 2 * face.uv[i].x - 3 * face.uv[i].y);
    points.at<float>(i, 1) = static_cast<float>(face.uv[i].y);
  }
  const cv::Mat map = face.mapFromPoints(32) * points;
  for (int y = 0; y < 32; ++y)
    for (int x = 0; x < 32; ++x) {
      const double u = (x + 0.5) / 32, v = (y + 0.5) / 32;
      ASSERT_NEAR(map.at<float>(y * 32 + x, 0), 1 + 2 * u - 3 * v, 1e-3) << x << ' ' << y;
      ASSERT_NEAR(map.at<float>(y * 32 + x, 1), v, 1e-3) << x << ' ' << y;
    }
}

TEST(CanonicalFace, TheMaskIsWhatTrianglesCover) {
  const TemporaryFolder folder;
  const cv::Mat mask = gridFace(folder).faceMask(40);  // texel centres at 0.0125, 0.0375, 0.0625, …
  EXPECT_EQ(cv::countNonZero(mask), 36 * 36);
  EXPECT_EQ(mask.at<std::uint8_t>(1, 20), 0);
  EXPECT_EQ(mask.at<std::uint8_t>(2, 20), 255);
}

TEST(CanonicalFace, OpensTheMouth) {
  const TemporaryFolder folder;
  auto face = gridFace(folder);
  const double middle = (face.uv[13].y + face.uv[14].y) / 2;
  face.openMouth(0.02);
  EXPECT_NEAR(face.uv[14].y - face.uv[13].y, 0.02, 1e-12);
  EXPECT_NEAR((face.uv[13].y + face.uv[14].y) / 2, middle, 1e-12);
}

TEST(CanonicalFace, RefusesWhatIsNoLayout) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "layout.txt";
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "layout.txt", [&] { CanonicalFace::read(file); }));
  std::ofstream(file) << "1 2 3 0.5 0.5\n";
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "468", [&] { CanonicalFace::read(file); }));
  writeGridLayout(file, 0.01);
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "mirror", [&] { CanonicalFace::read(file); }));
  writeGridLayout(file);
  std::ofstream(file, std::ios::app) << "0 26 1\n";  // against the turn of the others
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "overlap", [&] { CanonicalFace::read(file); }));
  writeGridLayout(file);
  std::ofstream(file, std::ios::app) << "0 1 468\n";
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "triangle", [&] { CanonicalFace::read(file); }));
}

}  // namespace
}  // namespace pentimento
