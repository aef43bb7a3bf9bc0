// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace pentimento {

/// How well attributes are told: `logits` and `labels` (0 or 1) [N, A], CPU. {"accuracy": mean over
/// attributes, "balanced": mean over attributes of the mean of the accuracies with and without it,
/// "attributes": {name: balanced}}; an attribute that all or none of the pictures have counts in `accuracy`
/// alone.
nlohmann::json attributeAccuracy(const torch::Tensor& logits, const torch::Tensor& labels,
                                 const std::vector<std::string>& names);

}  // namespace pentimento
