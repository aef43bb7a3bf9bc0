// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/training/process_place.h"

namespace pentimento {

/// The processes that train a run together: each makes its part of every batch, and they exchange gradients
/// (data parallelism; Li et al. 2020, "PyTorch Distributed"). All of them call the same functions in the same
/// order. Not thread-safe. What exchanges something throws Error{Internal} when another process ended, which
/// is noticed at once, or gave no answer within `GroupOptions::answer`.
class ProcessGroup {
 public:
  virtual ~ProcessGroup() = default;

  virtual int rank() const = 0;
  virtual int size() const = 0;
  /// The first process, rank 0, writes what is written.
  bool isFirst() const { return rank() == 0; }

  /// Of each tensor the mean over all processes, where all pass such of the same shapes. Sent in buckets.
  virtual std::vector<torch::Tensor> mean(const std::vector<torch::Tensor>& tensors) = 0;
  /// Gives the tensors the values that they have in the first process.
  virtual void copyFromFirst(const std::vector<torch::Tensor>& tensors) = 0;
  /// The first process's `text`.
  virtual std::string textOfFirst(const std::string& text) = 0;
  /// Whether `holds` is true in any process.
  bool any(bool holds);
  /// Does `work` in the first process, while the others wait as long as it takes. What it throws as Error
  /// they throw too.
  virtual void inFirst(const std::function<void()>& work) = 0;

  /// A process by itself.
  static ProcessGroup& alone();
};

struct GroupOptions {
  /// For all to come together.
  std::chrono::milliseconds gathering = std::chrono::minutes(5);
  /// For an answer, outside inFirst(): a step of the slowest process must fit.
  std::chrono::milliseconds answer = std::chrono::minutes(10);
};

/// Waits until all processes of `place` are there. They exchange by Gloo, and gradients on a GPU (`device`:
/// "cuda:N") by NCCL where the build has it. Of one process: itself alone. Throws Error: Unsupported (a build
/// without Gloo), Internal (somebody did not come; the port is taken).
std::unique_ptr<ProcessGroup> joinProcessGroup(const ProcessPlace& place, const std::string& device,
                                               const GroupOptions& options = {});

}  // namespace pentimento
