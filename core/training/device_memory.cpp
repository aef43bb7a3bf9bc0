// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/device_memory.h"

#include <torch/csrc/profiler/orchestration/observer.h>
#include <torch/version.h>

namespace pentimento {
namespace {

namespace profiler = torch::profiler::impl;

#if TORCH_VERSION_MAJOR >= 2
using TotalBytes = std::size_t;
#else
using TotalBytes = std::int64_t;
#endif

profiler::ProfilerConfig memoryAlone() {
  return profiler::ProfilerConfig(profiler::ProfilerState::Disabled, /*report_input_shapes=*/false,
                                  /*profile_memory=*/true);
}

/// A profiler to LibTorch, since allocators report to nobody else: one that records nothing.
class Listener : public profiler::ProfilerStateBase {
 public:
  using Highest = std::shared_ptr<std::atomic<std::int64_t>>;
  Listener(torch::Device device, Highest highest)
      : ProfilerStateBase(memoryAlone()), device_(device), highest_(std::move(highest)) {}

  profiler::ActiveProfilerType profilerType() override { return profiler::ActiveProfilerType::NONE; }

  void reportMemoryUsage(void*, std::int64_t, TotalBytes allocated, TotalBytes reserved,
                         c10::Device device) override {
    if (device.type() != device_.type() || (device_.has_index() && device != device_)) return;
    const auto total = static_cast<std::int64_t>(device.is_cpu() ? allocated : reserved);
    auto before = highest_->load();
    while (total > before && !highest_->compare_exchange_weak(before, total)) {
    }
  }

 private:
  torch::Device device_;
  Highest highest_;
};

}  // namespace

DeviceMemoryMeter::DeviceMemoryMeter(torch::Device device)
    : highest_(std::make_shared<std::atomic<std::int64_t>>(0)),
      listening_(c10::DebugInfoKind::PROFILER_STATE, std::make_shared<Listener>(device, highest_)) {}

}  // namespace pentimento
