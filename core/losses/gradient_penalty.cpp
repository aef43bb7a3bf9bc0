// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/gradient_penalty.h"

namespace pentimento {

torch::Tensor gradientPenalty(const std::function<torch::Tensor(const torch::Tensor&)>& critic,
                              const torch::Tensor& real, const torch::Tensor& fake, const torch::Tensor& e) {
  const auto between = (e * real.detach() + (1 - e) * fake.detach()).set_requires_grad(true);
  const auto slopes = torch::autograd::grad({critic(between).sum()}, {between}, {}, true, true)[0];
  return (slopes.flatten(1).norm(2, 1) - 1).pow(2).mean();
}

}  // namespace pentimento
