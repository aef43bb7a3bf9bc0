// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <c10/util/ThreadLocalDebugInfo.h>
#include <torch/torch.h>

#include <atomic>
#include <cstdint>
#include <memory>

namespace pentimento {

/// The most memory of one device that LibTorch's allocators took while this lives: of a GPU what they reserved,
/// all of this process's; of the processor what tensors held, those from before left out. It hears what this
/// thread and the backward passes that it begins allocate, and no profiler works beside it in this thread.
class DeviceMemoryMeter {
 public:
  explicit DeviceMemoryMeter(torch::Device device);
  std::int64_t highest() const { return *highest_; }  ///< bytes

 private:
  std::shared_ptr<std::atomic<std::int64_t>> highest_;
  c10::DebugInfoGuard listening_;
};

}  // namespace pentimento
