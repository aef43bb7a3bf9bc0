// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/adversarial.h"

namespace pentimento {
namespace {

// -log sigmoid(sign * logit), averaged, summed over scales.
torch::Tensor logLoss(const std::vector<torch::Tensor>& logits, double sign) {
  torch::Tensor sum;
  for (const auto& scale : logits) {
    const auto loss = torch::nn::functional::softplus(scale * -sign).mean();
    sum = sum.defined() ? sum + loss : loss;
  }
  return sum;
}

}  // namespace

torch::Tensor discriminatorLoss(const std::vector<torch::Tensor>& real, const std::vector<torch::Tensor>& fake) {
  return logLoss(real, 1) + logLoss(fake, -1);
}

torch::Tensor generatorLoss(const std::vector<torch::Tensor>& fake) { return logLoss(fake, 1); }

}  // namespace pentimento
