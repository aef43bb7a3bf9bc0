// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace pentimento {

/// Which samples of a batch are made: all of them, or, where several processes train together, those of one.
/// Every `stride`-th, so that whatever the first samples of a batch are for is shared evenly too.
struct BatchPart {
  std::int64_t size;  ///< of the whole batch
  std::int64_t first, stride;

  /// Implicit: a size alone is the whole batch.
  BatchPart(std::int64_t whole, std::int64_t firstSample = 0, std::int64_t every = 1)  // NOLINT(*-explicit-*)
      : size(whole), first(firstSample), stride(every) {}

  /// How many there are among the first `samples` of the batch.
  std::int64_t countIn(std::int64_t samples) const { return (samples - first + stride - 1) / stride; }
  std::int64_t count() const { return countIn(size); }

  /// Their numbers in the run, batch `number` beginning at number * size.
  std::vector<std::int64_t> samples(std::int64_t number) const {
    std::vector<std::int64_t> numbers;
    for (auto i = first; i < size; i += stride) numbers.push_back(number * size + i);
    return numbers;
  }

  /// Theirs of what was made for the whole batch, [size, ...] -> [count, ...].
  torch::Tensor of(const torch::Tensor& batch) const { return batch.slice(0, first, c10::nullopt, stride); }
};

}  // namespace pentimento
