// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/attribute_accuracy.h"

#include <nlohmann/json.hpp>

namespace pentimento {

nlohmann::json attributeAccuracy(const torch::Tensor& logits, const torch::Tensor& labels,
                                 const std::vector<std::string>& names) {
  const auto has = labels > 0.5;
  const auto right = (logits > 0) == has;
  nlohmann::json attributes = nlohmann::json::object();
  double sum = 0;
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(names.size()); ++i) {
    const auto share = [&](const torch::Tensor& where) {
      return right.select(1, i).masked_select(where).to(torch::kFloat64).mean().item<double>();
    };
    const auto with = has.select(1, i);
    if (!with.any().item<bool>() || with.all().item<bool>()) continue;
    const double balanced = (share(with) + share(with.logical_not())) / 2;
    attributes[names[static_cast<std::size_t>(i)]] = balanced;
    sum += balanced;
  }
  return {{"accuracy", right.to(torch::kFloat64).mean().item<double>()},
          {"balanced", attributes.empty() ? 0.0 : sum / static_cast<double>(attributes.size())},
          {"attributes", attributes}};
}

}  // namespace pentimento
