// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/shared_state.h"

#include <sstream>

#include "core/base/error.h"
#include "core/training/optimisers.h"

namespace pentimento {

SharedState::SharedState(Recipe& recipe, ProcessGroup& group) : recipe_(recipe), group_(group) {
  for (const auto& [name, module] : recipe.modules())
    for (const auto& buffer : module->named_buffers())
      if (buffer.key().ends_with("running_mean") || buffer.key().ends_with("running_var"))
        statistics_.push_back(buffer.value());
}

void SharedState::copyFromFirst(nlohmann::json& state) {
  if (group_.size() == 1) return;
  for (const auto& [name, module] : recipe_.modules()) {
    group_.copyFromFirst(module->parameters());
    group_.copyFromFirst(module->buffers());
  }
  state = nlohmann::json::parse(group_.textOfFirst(state.dump()));
  if (state.is_null()) return;
  for (const auto& [name, optimiser] : recipe_.optimisers()) {
    std::ostringstream written;
    if (group_.isFirst()) torch::save(*optimiser, written);
    std::istringstream read(group_.textOfFirst(written.str()));
    if (!group_.isFirst()) loadOptimiser(*optimiser, read);
  }
}

Recipe::Losses SharedState::average(Recipe::Losses losses) {
  if (group_.size() == 1) return losses;
  torch::NoGradGuard noGradient;
  const auto means = group_.mean(statistics_);
  for (std::size_t i = 0; i < means.size(); ++i) statistics_[i].copy_(means[i]);

  auto values = torch::empty({std::ssize(losses)}, torch::kFloat64);
  for (std::size_t i = 0; i < losses.size(); ++i) values[static_cast<std::int64_t>(i)] = losses[i].second;
  values = group_.mean({values})[0];
  for (std::size_t i = 0; i < losses.size(); ++i)
    losses[i].second = values[static_cast<std::int64_t>(i)].item<double>();
  return losses;
}

void SharedState::check() {
  if (group_.size() == 1) return;
  for (const auto& [name, module] : recipe_.modules()) {
    double difference = 0, size = 0;
    for (const auto& own : module->parameters()) {
      const auto first = own.detach().clone();
      group_.copyFromFirst({first});
      difference += (own.detach() - first).square().sum().item<double>();
      size += first.square().sum().item<double>();
    }
    // Processors of different kinds round the same step differently: about 1e-7 of the weights.
    if (group_.any(!(difference <= 1e-6 * size)))
      throw Error(ErrorKind::Internal, "the processes no longer have the same " + name);
  }
}

}  // namespace pentimento
