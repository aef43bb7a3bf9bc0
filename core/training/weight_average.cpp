// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/weight_average.h"

#include <algorithm>

namespace pentimento {
namespace {

void blend(const std::vector<torch::Tensor>& targets, const std::vector<torch::Tensor>& sources, double decay) {
  torch::NoGradGuard noGradient;
  TORCH_CHECK(targets.size() == sources.size(), "an average must have the structure of its network");
  for (std::size_t i = 0; i < targets.size(); ++i) {
    auto target = targets[i];
    if (target.is_floating_point())
      target.mul_(decay).add_(sources[i], 1 - decay);
    else
      target.copy_(sources[i]);
  }
}

}  // namespace

double averageDecayAt(double decay, std::int64_t step) {
  return std::min(decay, (1.0 + static_cast<double>(step)) / (10.0 + static_cast<double>(step)));
}

void updateAverage(torch::nn::Module& average, const torch::nn::Module& live, double decay) {
  blend(average.parameters(), live.parameters(), decay);
  blend(average.buffers(), live.buffers(), decay);
}

void copyWeights(torch::nn::Module& target, const torch::nn::Module& source) { updateAverage(target, source, 0); }

}  // namespace pentimento
