// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/device_memory.h"

#include <gtest/gtest.h>

namespace pentimento {
namespace {

constexpr std::int64_t megabyte = 1 << 20;

torch::Tensor bytes(std::int64_t count) {
  return torch::empty({count}, torch::kUInt8);
}

TEST(DeviceMemoryMeter, KeepsTheHighestOfWhatWasThereAtOnce) {
  const DeviceMemoryMeter meter{torch::Device("cpu")};
  EXPECT_EQ(meter.highest(), 0);
  { const auto two = bytes(2 * megabyte), three = bytes(3 * megabyte); }
  const auto one = bytes(megabyte);
  EXPECT_GE(meter.highest(), 5 * megabyte);
  EXPECT_LT(meter.highest(), 6 * megabyte) << "one came when the others were gone";
}

TEST(DeviceMemoryMeter, HearsBackwardPassesToo) {
  const auto weights = torch::ones({megabyte}).requires_grad_();
  const auto loss = (weights * weights).sum();
  const DeviceMemoryMeter meter{torch::Device("cpu")};
  loss.backward();
  EXPECT_GE(meter.highest(), 4 * megabyte) << "the gradient's floats";
}

TEST(DeviceMemoryMeter, HearsNothingOfOtherDevices) {
  std::int64_t before = 0;
  const DeviceMemoryMeter other{torch::Device("cuda:0")};
  {
    const DeviceMemoryMeter meter{torch::Device("cpu")};
    const auto some = bytes(megabyte);
    before = meter.highest();
  }
  EXPECT_GE(before, megabyte);
  const auto more = bytes(megabyte);
  EXPECT_EQ(other.highest(), 0);
}

}  // namespace
}  // namespace pentimento
