// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <istream>
#include <memory>
#include <vector>

#include "core/training/process_group.h"

namespace pentimento {

/// What recipes need beside their networks' steps.

std::unique_ptr<torch::optim::Adam> makeAdam(const std::vector<torch::Tensor>& parameters, double rate,
                                             double beta1, double beta2, double weightDecay = 0);
void setRate(torch::optim::Adam& optimiser, double rate);

/// A step with the mean gradients of all processes of `group`; the same weights have gradients in each.
void takeStep(torch::optim::Optimizer& optimiser, ProcessGroup& group);

/// Reads what torch::save wrote, to where the optimiser's own weights are. Throws what torch::load throws.
void loadOptimiser(torch::optim::Optimizer& optimiser, std::istream& stream);

/// Factor on a rate: 1 until step `start`, then linearly down to a twentieth at `end`, where it stays. `end`
/// 0: always 1.
double linearDecayAt(std::int64_t step, std::int64_t start, std::int64_t end);

/// Sets the gradients of `loss` for a step to be taken later, with the gradients of another loss still to go
/// through the same weights where `keepGraph`.
void setGradients(const torch::Tensor& loss, const std::vector<torch::Tensor>& parameters, bool keepGraph);

/// Whether gradients of the module's own weights are computed; those of its input are in any case.
void setTrainable(torch::nn::Module& module, bool trainable);

}  // namespace pentimento
