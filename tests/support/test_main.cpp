// SPDX-License-Identifier: GPL-3.0-or-later
// The main of every test program: each test starts from the same random state, so that a test gives the same
// result alone, after another one and in any order.
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cstdlib>
#include <opencv2/core.hpp>

#include "core/base/log.h"

namespace {

constexpr int seed = 20;

class SeedEveryTest : public testing::EmptyTestEventListener {
  void OnTestStart(const testing::TestInfo&) override {
    torch::manual_seed(seed);
    cv::setRNGSeed(seed);
    std::srand(seed);
  }
};

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  pentimento::log::setUp(/*quiet=*/false);
  testing::UnitTest::GetInstance()->listeners().Append(new SeedEveryTest);  // owned by GoogleTest
  return RUN_ALL_TESTS();
}
