// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/device.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "tests/support/errors.h"

namespace pentimento {
namespace {

TEST(Device, RefusesWhatIsNoDevice) {
  for (const auto* device : {"gpu", "cuda:", "cuda:x", "cuda:-1", ""})
    EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "device",
                                  [&] { selectCompute({.device = device}); })) << device;
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "threads", [] { selectCompute({.threads = -1}); }));
}

TEST(Device, SaysWhenACudaDeviceIsNotThere) {
  const auto count = torch::cuda::is_available() ? torch::cuda::device_count() : 0;
  EXPECT_TRUE(test::throwsError(ErrorKind::Unsupported, count == 0 ? "no CUDA device" : "does not exist",
                                [] { selectCompute({.device = "cuda:99"}); }));
}

TEST(Device, SetsTheThreadsAndDescribesItself) {
  const auto compute = selectCompute({.device = "cpu", .threads = 2, .precision = ComputeOptions::Precision::BFloat16});
  EXPECT_EQ(at::get_num_threads(), 2);
  EXPECT_EQ(compute.description, "CPU, 2 threads, bfloat16");
  EXPECT_FALSE(selectCompute({.device = "cpu", .precision = ComputeOptions::Precision::Float32}).bfloat16);
  EXPECT_EQ(selectCompute({.device = "cpu"}).bfloat16, processorHasBfloat16());
}

}  // namespace
}  // namespace pentimento
