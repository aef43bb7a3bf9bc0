// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <string>
#include <vector>

namespace pentimento {

/// Paper 001/004, section 3.5: "GANLoss implements either MSE or BCE"; hinge is SPEC 2.1's. On the logits of
/// each discriminator scale, float32; the mean over patches and pictures, scales averaged.
enum class GanObjective { Mse, Bce, Hinge };

/// What the discriminators minimise.
torch::Tensor discriminatorObjective(GanObjective kind, const std::vector<torch::Tensor>& real,
                                     const std::vector<torch::Tensor>& fake);
/// What the generator minimises: non-saturating, in each kind.
torch::Tensor generatorObjective(GanObjective kind, const std::vector<torch::Tensor>& fake);

/// "mse", "bce", "hinge". Throws Error{InvalidArgument} for another name.
GanObjective ganObjectiveNamed(const std::string& name);
std::string nameOf(GanObjective kind);

}  // namespace pentimento
