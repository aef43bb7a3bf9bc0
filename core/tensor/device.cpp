// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/device.h"

#include <torch/torch.h>
#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#endif

#include <algorithm>
#include <string>
#include <thread>

#include "core/base/error.h"

namespace pentimento {

void ComputeOptions::check() const {
  const bool numbered = device.rfind("cuda:", 0) == 0 && device.size() > 5 &&
                        std::all_of(device.begin() + 5, device.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (device != "auto" && device != "cpu" && device != "cuda" && !numbered)
    throw Error(ErrorKind::InvalidArgument, "device '" + device + "' is none of auto, cpu, cuda, cuda:N");
  if (threads < 0 || threads > 1024)
    throw Error(ErrorKind::InvalidArgument, "threads must be between 0 (one per processor) and 1024");
}

bool processorHasBfloat16() {
#if defined(__x86_64__) && defined(__GNUC__)
  // oneDNN's fast bfloat16 kernels want AVX512-BF16 (AMX processors have it too).
  if (!__builtin_cpu_supports("avx512bf16")) return false;
  if (!__builtin_cpu_is("intel")) return true;
  constexpr unsigned featureLeaf = 7, amxBfloat16 = 1U << 22;  // Intel's manual, CPUID: EDX of leaf 7
  unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
  return __get_cpuid_count(featureLeaf, 0, &eax, &ebx, &ecx, &edx) && (edx & amxBfloat16);
#else
  return false;
#endif
}

namespace {

std::string chooseDevice(const std::string& wanted, int localRank) {
  const auto count = static_cast<int>(torch::cuda::is_available() ? torch::cuda::device_count() : 0);
  if (wanted == "cpu") return "cpu";
  if (wanted == "auto" && count == 0) return "cpu";
  if (count == 0) throw Error(ErrorKind::Unsupported, "no CUDA device can be used here; choose --device cpu");
  // A launcher may also show each process a GPU of its own, which is number 0 to all of them.
  const bool any = wanted == "auto" || wanted == "cuda";
  const int index = any ? localRank % count : std::stoi(wanted.substr(5));
  if (index >= count)
    throw Error(ErrorKind::Unsupported,
                wanted + " does not exist; this machine has cuda:0 to cuda:" + std::to_string(count - 1));
  return "cuda:" + std::to_string(index);
}

}  // namespace

Compute selectCompute(const ComputeOptions& options) {
  options.check();
  Compute compute;
  compute.device = chooseDevice(options.device, options.localRank);
  compute.threads = options.threads > 0 ? options.threads
                                        : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  at::set_num_threads(compute.threads);
  const bool onGpu = compute.device != "cpu";
  using Precision = ComputeOptions::Precision;
  compute.bfloat16 = options.precision == Precision::BFloat16 ||
                     (options.precision == Precision::Auto && (onGpu || processorHasBfloat16()));
  compute.description = onGpu ? "GPU " + compute.device.substr(5)
                              : "CPU, " + std::to_string(compute.threads) +
                                    (compute.threads == 1 ? " thread" : " threads");
  if (compute.bfloat16) compute.description += ", bfloat16";
  return compute;
}

}  // namespace pentimento
