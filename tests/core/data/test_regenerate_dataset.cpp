// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/regenerate_dataset.h"

#include <gtest/gtest.h>

#include "tests/support/errors.h"
#include "tests/support/made_faces.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

constexpr int pairSize = 64;

class RegenerateDatasetTest : public test::TemporaryFolderTest {
 protected:
  void SetUp() override {
    test::writeFaces(folder(), 4, pairSize);
    options_.size = pairSize;
  }
  RegenerateDataset dataset(std::uint64_t seed = 1) {
    return {std::make_shared<ParsePhotos>(std::vector{PhotoSource{folder(), 1}}, Split::All), options_, seed};
  }
  RegenerateDatasetOptions options_;
};

double differing(const torch::Tensor& a, const torch::Tensor& b) {
  return (a != b).to(torch::kFloat64).mean().item<double>();
}

TEST_F(RegenerateDatasetTest, ABatchDependsOnSeedAndNumberAlone) {
  const auto first = dataset().batch(3, 2), again = dataset().batch(3, 2), other = dataset(2).batch(3, 2);
  EXPECT_TRUE(test::hasShape(first.picture, {2, 3, pairSize, pairSize}));
  EXPECT_TRUE(test::hasShape(first.referenceLabels, {2, pairSize, pairSize}));
  EXPECT_TRUE(test::isWithin(first.reference, -1, 1));
  EXPECT_TRUE(test::isIdentical(first.reference, again.reference));
  EXPECT_TRUE(test::isIdentical(first.referenceLabels, again.referenceLabels));
  EXPECT_FALSE(torch::equal(first.reference, other.reference));
}

TEST_F(RegenerateDatasetTest, TheReferenceIsTheSameFaceBent) {
  options_.referenceMirrorShare = 0;
  const auto batch = dataset().batch(0, 8);
  for (int i = 0; i < 8; ++i) {
    const double moved = differing(batch.labels[i], batch.referenceLabels[i]);
    EXPECT_GT(moved, 0.01) << "not bent";
    EXPECT_LT(moved, 0.5) << "no longer that face";
    // The labels are bent as the picture is: a region keeps its mean colour.
    for (const int region : {1, 13}) {
      const auto mean = [&](const torch::Tensor& picture, const torch::Tensor& labels) {
        return picture.masked_select((labels == region).unsqueeze(0)).mean().item<double>();
      };
      EXPECT_NEAR(mean(batch.picture[i], batch.labels[i]), mean(batch.reference[i], batch.referenceLabels[i]),
                  0.12);
    }
  }
}

TEST_F(RegenerateDatasetTest, WithoutBendingTheReferenceIsTheTarget) {
  options_.bend = options_.maximumRotation = options_.referenceMirrorShare = 0;
  options_.maximumScale = 1;
  const auto batch = dataset().batch(0, 4);
  EXPECT_TRUE(test::isNear(batch.reference, batch.picture, 0.01));
  EXPECT_TRUE(test::isIdentical(batch.labels, batch.referenceLabels));
}

TEST_F(RegenerateDatasetTest, AMirroredReferenceHasItsSidesSwapped) {
  options_.bend = options_.maximumRotation = options_.mirrorShare = 0;
  options_.maximumScale = options_.referenceMirrorShare = 1;
  const auto batch = dataset().batch(0, 4);
  EXPECT_TRUE(test::isNear(batch.reference, batch.picture.flip({3}), 0.01));
  const auto flipped = batch.labels.flip({2});
  EXPECT_TRUE(torch::equal(batch.referenceLabels == 4, flipped == 5)) << "left eye and right eye";
}

TEST_F(RegenerateDatasetTest, RefusesOptionsThatMakeNoSense) {
  options_.size = 50;
  EXPECT_THROW(dataset(), Error);
  options_.size = pairSize;
  options_.bend = 0.5;
  EXPECT_THROW(dataset(), Error);
}

}  // namespace
}  // namespace pentimento
