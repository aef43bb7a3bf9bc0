// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/batch_part.h"

#include <gtest/gtest.h>

#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

using Numbers = std::vector<std::int64_t>;

TEST(BatchPart, ASizeAloneIsTheWholeBatch) {
  const BatchPart whole = 4;
  EXPECT_EQ(whole.samples(3), (Numbers{12, 13, 14, 15}));
  EXPECT_EQ(whole.count(), 4);
  EXPECT_EQ(whole.countIn(3), 3);
}

TEST(BatchPart, PartsShareABatchAndItsFirstSamplesEvenly) {
  const BatchPart first(6, 0, 2), second(6, 1, 2);
  EXPECT_EQ(first.samples(2), (Numbers{12, 14, 16}));
  EXPECT_EQ(second.samples(2), (Numbers{13, 15, 17}));
  EXPECT_EQ(first.countIn(3), 2);
  EXPECT_EQ(second.countIn(3), 1);
  EXPECT_EQ(BatchPart(6, 2, 3).countIn(2), 0);
}

TEST(BatchPart, TakesItsRowsOfWhatWasMadeForAll) {
  const auto batch = torch::arange(12).view({6, 2});
  EXPECT_TRUE(
      test::isIdentical(BatchPart(6, 1, 3).of(batch), torch::tensor({{2, 3}, {8, 9}}, torch::kInt64)));
}

}  // namespace
}  // namespace pentimento
