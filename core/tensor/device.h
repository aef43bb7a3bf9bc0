// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace pentimento {

/// Where and how networks run. The only place that chooses a device.
struct ComputeOptions {
  std::string device = "auto";  ///< auto | cpu | cuda | cuda:N
  int threads = 0;              ///< intra-op threads; 0: one per processor
  enum class Precision { Auto, Float32, BFloat16 } precision = Precision::Auto;
  int localRank = 0;            ///< which of this machine's processes this is: auto and cuda share out the GPUs

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};

/// What `options` came to on this machine.
struct Compute {
  std::string device;        ///< "cpu" or "cuda:N": torch::Device takes it as it is
  bool bfloat16 = false;     ///< Auto: on a GPU, and where it is faster on the processor
  int threads = 1;
  std::string description;   ///< for the status bar: "CPU, 8 threads, bfloat16"
};

/// Sets LibTorch's thread count and returns the choice. `cuda` that is not there: Error{Unsupported}.
Compute selectCompute(const ComputeOptions& options);

/// Whether the processor multiplies bfloat16 faster than float32: AMX, or AVX512-BF16 by another maker than Intel.
/// Intel's AVX512-BF16 alone (AMX is often kept from virtual machines) has half the units that float32 has:
/// convolutions by LibTorch 1.13 reach 88 GFLOP/s a core there, 163 in float32. Elsewhere it is emulated.
bool processorHasBfloat16();

}  // namespace pentimento
