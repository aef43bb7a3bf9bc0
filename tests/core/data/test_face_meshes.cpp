// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/face_meshes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "tests/support/errors.h"
#include "tests/support/made_meshes.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

using namespace test;

TEST(FaceMeshes, ComeBackWithinAThirtySecondOfAPixel) {
  const TemporaryFolder folder;
  const FaceMeshes meshes{{"a b", {madeMesh(200, 10), 0.5}}, {"c", {madeMesh(100, 0), 1}}};
  EXPECT_FALSE(hasMeshes(folder.path()));
  writeMeshes(folder.path(), meshes);
  EXPECT_TRUE(hasMeshes(folder.path()));
  const auto read = readMeshes(folder.path());
  ASSERT_EQ(read.size(), 2U);
  EXPECT_NEAR(read.at("a b").confidence, 0.5, 1e-3);
  for (const auto& [stem, mesh] : meshes)
    for (std::size_t i = 0; i < mesh.points.size(); ++i)
      ASSERT_LE(cv::norm(read.at(stem).points[i] - mesh.points[i]), 0.5 / 32 * std::sqrt(3.0) + 1e-4);
}

TEST(FaceMeshes, RefuseFilesThatDoNotFit) {
  const TemporaryFolder folder;
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "mesh.txt", [&] { readMeshes(folder.path()); }));
  writeMeshes(folder.path(), {{"a", {madeMesh(200, 0), 1}}});
  std::ofstream(folder.path() / "mesh.txt", std::ios::app) << "b\t1.0\n";
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "shorter", [&] { readMeshes(folder.path()); }));
  std::ofstream(folder.path() / "mesh.txt") << "";
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "longer", [&] { readMeshes(folder.path()); }));
  std::ofstream(folder.path() / "mesh.txt") << "no confidence\n";
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "damaged", [&] { readMeshes(folder.path()); }));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "far out", [&] {
    writeMeshes(folder.path(), {{"a", {madeMesh(5000, 0), 1}}});
  }));
}

TEST(FaceMeshes, OneMeshServesAllPicturesOfAPerson) {
  const FaceMeshes meshes{{"p1", {madeMesh(200, 0), 1}}, {"p1_x", {madeMesh(100, 0), 1}}};
  EXPECT_EQ(meshFor(meshes, "p1_left"), &meshes.at("p1"));
  EXPECT_EQ(meshFor(meshes, "p1_x"), &meshes.at("p1_x"));
  EXPECT_EQ(meshFor(meshes, "p2_left"), nullptr);
}

TEST(FaceMeshes, YawIsPositiveWhenTheSubjectLooksToItsLeft) {
  for (const double yaw : {-40.0, 0.0, 25.0}) EXPECT_NEAR(yawOf(madeMesh(200, yaw)), yaw, 1);
}

TEST(FaceMeshes, TheEyesDistanceDoesNotShrinkAsTheHeadTurns) {
  EXPECT_NEAR(outerEyeDistance(madeMesh(200, 50)), outerEyeDistance(madeMesh(200, 0)), 1e-3);
}

TEST(FaceMeshes, TheCropIsCentredBelowTheEyes) {
  const auto mesh = madeMesh(200, 0);
  const auto alignment = alignmentOf(mesh);
  const double eyes = (mesh[33].y + mesh[263].y) / 2, mouth = (mesh[61].y + mesh[291].y) / 2;
  EXPECT_NEAR(alignment.centre.x, 100, 0.01);
  EXPECT_NEAR(alignment.centre.y, eyes + 0.1 * (mouth - eyes), 0.5);
  EXPECT_NEAR(alignment.rollDegrees(), 0, 0.01);
}

}  // namespace
}  // namespace pentimento
