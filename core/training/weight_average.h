// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace pentimento {

/// The decay at `step` (from 0): min(decay, (1 + step) / (10 + step)). Without this warm-up the first thousand
/// steps of an average show mostly the initial weights.
double averageDecayAt(double decay, std::int64_t step);

/// average = d * average + (1 - d) * live for floating parameters and buffers; others are copied.
/// Both modules must have the same structure.
void updateAverage(torch::nn::Module& average, const torch::nn::Module& live, double decay);

/// Copies parameters and buffers from `source` to `target`, which has the same structure.
void copyWeights(torch::nn::Module& target, const torch::nn::Module& source);

}  // namespace pentimento
