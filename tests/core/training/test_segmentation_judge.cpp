// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/segmentation_judge.h"

#include <gtest/gtest.h>

#include "tests/support/made_faces.h"
#include "tests/support/on_cpu.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

class SegmentationJudgeTest : public test::TemporaryFolderTest {
 protected:
  SegmentationJudge judge() { return {test::writeTinyParser(folder(), "parser"), test::onCpu()}; }
};

TEST_F(SegmentationJudgeTest, WhatItReadsItselfIsRightAndCostsLeast) {
  auto one = judge();
  torch::manual_seed(1);
  const auto pictures = torch::rand({2, 3, 256, 256}) * 2 - 1;
  const auto read = one.parse(pictures);
  EXPECT_EQ(one.accuracy(pictures, read), 1);
  const auto other = ((read.to(torch::kInt64) + 1) % 19).to(torch::kUInt8);
  EXPECT_EQ(one.accuracy(pictures, other), 0);
  EXPECT_LT(one.objective(pictures, read).item<double>(), one.objective(pictures, other).item<double>());
}

TEST_F(SegmentationJudgeTest, APictureCanLearnToBeReadAsItsMap) {
  auto one = judge();
  torch::manual_seed(1);
  auto picture = torch::rand({1, 3, 128, 128}) * 2 - 1;  // of any size, as the map is
  const auto labels = torch::full({1, 64, 64}, 13, torch::kUInt8);
  const double before = one.objective(picture, labels).item<double>();
  for (int step = 0; step < 20; ++step) {
    picture.requires_grad_(true);
    const auto objective = one.objective(picture, labels);
    const auto gradient = torch::autograd::grad({objective}, {picture})[0];
    ASSERT_GT(gradient.abs().max().item<double>(), 0);
    picture = (picture - 0.05 * gradient.sign()).detach();
  }
  EXPECT_LT(one.objective(picture, labels).item<double>(), 0.9 * before);
}

}  // namespace
}  // namespace pentimento
