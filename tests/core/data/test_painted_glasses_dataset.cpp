// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/painted_glasses_dataset.h"

#include <gtest/gtest.h>

#include "core/face/label_map.h"
#include "tests/support/errors.h"
#include "tests/support/made_meshes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

constexpr int cropSide = 96;

class PaintedGlassesDatasetTest : public test::TemporaryFolderTest {
 protected:
  void SetUp() override { test::writeFacesToPaintOn(folder(), 9); }
  void writeMask(int i, FaceClass atTheEyes) {
    test::writeMadeMask(folder(), i, atTheEyes);
  }
  PaintedGlassesDataset dataset(std::uint64_t seed = 1) {
    return {{PhotoSource{folder(), 1}}, cropSide, CropVariation{}, seed};
  }
};

TEST_F(PaintedGlassesDatasetTest, ShowsTheSameFacesWithoutAndWithGlasses) {
  const auto batch = dataset().batch(3, 6);
  for (const auto& pictures : {batch.bare, batch.plain, batch.worn}) {
    EXPECT_TRUE(test::hasShape(pictures, {6, 3, cropSide, cropSide}));
    EXPECT_TRUE(test::isWithin(pictures, -1, 1));
  }
  const auto chin = [](const torch::Tensor& pictures) { return pictures.slice(2, 70); };
  // JPEG blocks, which some samples have, carry a little of the glasses with them.
  EXPECT_TRUE(test::isNear(chin(batch.plain), chin(batch.bare), 0.2));
  EXPECT_GT((batch.plain - batch.bare).abs().max().item<double>(), 0.5);
  EXPECT_GT((batch.worn - batch.bare).abs().max().item<double>(), 0.3);
  EXPECT_GT((batch.worn - batch.plain).abs().max().item<double>(), 0.3) << "of other kinds";
}

TEST_F(PaintedGlassesDatasetTest, ABatchDependsOnSeedAndNumberAlone) {
  const auto first = dataset().batch(2, 3), again = dataset().batch(2, 3);
  EXPECT_TRUE(test::isIdentical(first.bare, again.bare));
  EXPECT_TRUE(test::isIdentical(first.worn, again.worn));
  EXPECT_FALSE(torch::equal(dataset(2).batch(2, 3).worn, first.worn));
}

TEST_F(PaintedGlassesDatasetTest, WhoWearsGlassesIsLeftOut) {
  const auto before = dataset().counts().at(0).second;
  for (int i = 0; i < 9; ++i) writeMask(i, i == 5 || i == 6 ? FaceClass::Skin : FaceClass::Glasses);
  const auto after = dataset().counts().at(0).second;
  EXPECT_GT(before, 6);
  EXPECT_GE(after, 1);
  EXPECT_LE(after, 2);
  for (int i = 0; i < 9; ++i) writeMask(i, FaceClass::Glasses);
  EXPECT_TRUE(test::throwsError(ErrorKind::NotFound, "without glasses", [&] { dataset(); }));
}

TEST_F(PaintedGlassesDatasetTest, SaysThatMeshesAreMissing) {
  std::filesystem::remove(file("mesh.txt"));
  EXPECT_TRUE(test::throwsError(ErrorKind::NotFound, "mesh", [&] { dataset(); }));
}

}  // namespace
}  // namespace pentimento
