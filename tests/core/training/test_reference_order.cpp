// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/reference_order.h"

#include <gtest/gtest.h>

#include "tests/support/errors.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento::test {
namespace {

TEST(ReferenceOrder, AShareGetsTheNextOnesTheRestItsOwn) {
  const auto [order, others] = referenceOrder(8, 0.25);
  EXPECT_EQ(others, 2);
  EXPECT_TRUE(isIdentical(order, torch::tensor({1, 2, 2, 3, 4, 5, 6, 7}, torch::kInt64)));
}

TEST(ReferenceOrder, OneAlwaysKeepsItsOwn) {
  EXPECT_EQ(referenceOrder(1, 0.9).others, 0);
  EXPECT_EQ(referenceOrder(4, 0.99).others, 3);
  EXPECT_TRUE(isIdentical(referenceOrder(3, 0).order, torch::arange(3, torch::kInt64)));
}

TEST(ReferenceOrder, RefusesWhatIsNoShare) {
  for (const double share : {-0.1, 1.0, std::nan("")})
    EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "share", [&] { referenceOrder(4, share); }));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "samples", [] { referenceOrder(0, 0.5); }));
}

}  // namespace
}  // namespace pentimento::test
