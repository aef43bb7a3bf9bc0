// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/optimisers.h"

#include <algorithm>

namespace pentimento {

std::unique_ptr<torch::optim::Adam> makeAdam(const std::vector<torch::Tensor>& parameters, double rate,
                                             double beta1, double beta2, double weightDecay) {
  return std::make_unique<torch::optim::Adam>(
      parameters,
      torch::optim::AdamOptions(rate).betas(std::make_tuple(beta1, beta2)).weight_decay(weightDecay));
}

void setRate(torch::optim::Adam& optimiser, double rate) {
  for (auto& group : optimiser.param_groups())
    static_cast<torch::optim::AdamOptions&>(group.options()).lr(rate);
}

void takeStep(torch::optim::Optimizer& optimiser, ProcessGroup& group) {
  if (group.size() > 1) {
    std::vector<torch::Tensor> weights, gradients;
    for (const auto& parameters : optimiser.param_groups())
      for (const auto& weight : parameters.params())
        if (weight.grad().defined()) {
          weights.push_back(weight);
          gradients.push_back(weight.grad());
        }
    gradients = group.mean(gradients);
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i].mutable_grad() = gradients[i];
  }
  optimiser.step();
}

void loadOptimiser(torch::optim::Optimizer& optimiser, std::istream& stream) {
  torch::load(optimiser, stream, optimiser.param_groups().at(0).params().at(0).device());
}

double linearDecayAt(std::int64_t step, std::int64_t start, std::int64_t end) {
  if (end == 0 || step <= start) return 1;
  return std::max(0.05, 1 - 0.95 * static_cast<double>(step - start) / static_cast<double>(end - start));
}

void setGradients(const torch::Tensor& loss, const std::vector<torch::Tensor>& parameters, bool keepGraph) {
  const auto gradients = torch::autograd::grad({loss}, parameters, {}, keepGraph);
  for (std::size_t i = 0; i < parameters.size(); ++i) parameters[i].mutable_grad() = gradients[i];
}

void setTrainable(torch::nn::Module& module, bool trainable) {
  for (auto parameter : module.parameters()) parameter.set_requires_grad(trainable);
}

}  // namespace pentimento
