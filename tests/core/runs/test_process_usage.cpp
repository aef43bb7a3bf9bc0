// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/process_usage.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <vector>

namespace pentimento {
namespace {

TEST(ProcessUsage, SeesTimeAndMemoryOfThisProcess) {
  const auto before = usageOf(0);
  ASSERT_TRUE(before);
  constexpr std::int64_t size = 64 << 20;
  {
    std::vector<char> block(size, 1);
    const auto start = std::chrono::steady_clock::now();
    volatile double sum = 0;
    for (int i = 0; std::chrono::steady_clock::now() - start < std::chrono::milliseconds(300); ++i)
      sum = sum + block[static_cast<std::size_t>(i) % block.size()];
    EXPECT_GT(usageOf(0)->memory, before->memory + size / 2);
  }
  const auto after = usageOf(static_cast<int>(getpid()));
  EXPECT_GT(after->processorSeconds, before->processorSeconds);
  EXPECT_LT(after->processorSeconds, before->processorSeconds + 5);
  EXPECT_GE(after->highestMemory, before->memory + size / 2) << "although it was given back";
}

TEST(ProcessUsage, SaysNothingOfAProcessThatIsNot) {
  EXPECT_FALSE(usageOf(1 << 23));  // above the highest number that Linux gives
}

TEST(ProcessUsage, KnowsTheMachinesMemory) {
  const auto memory = machineMemory();
  EXPECT_GT(memory.available, 0);
  EXPECT_GE(memory.total, memory.available);
}

}  // namespace
}  // namespace pentimento
