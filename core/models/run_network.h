// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <functional>
#include <vector>

#include "core/tensor/device.h"

namespace pentimento {

/// Calls `network` without gradients on `input` (float32, CPU), brought to the device, type and memory format
/// that `compute` says. A GPU without memory left is given up for the CPU: then `compute` is changed and
/// `modules`, all that `network` uses, are moved.
torch::Tensor runNetwork(Compute& compute, const std::vector<torch::nn::Module*>& modules,
                         const torch::Tensor& input,
                         const std::function<torch::Tensor(const torch::Tensor&)>& network);

}  // namespace pentimento
