// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/gan_objective.h"

#include "core/base/error.h"

namespace pentimento {
namespace {

// `sign` 1: the logits should say real; -1: fake.
torch::Tensor judged(GanObjective kind, const torch::Tensor& logits, double sign) {
  switch (kind) {
    case GanObjective::Mse:
      return (logits - (sign > 0 ? 1.0 : 0.0)).pow(2).mean();
    case GanObjective::Bce:
      return torch::nn::functional::softplus(logits * -sign).mean();
    case GanObjective::Hinge:
      break;
  }
  return torch::relu(1 - logits * sign).mean();
}

template <class Term>
torch::Tensor overScales(const std::vector<torch::Tensor>& logits, const Term& term) {
  torch::Tensor sum;
  for (const auto& scale : logits) sum = sum.defined() ? sum + term(scale) : term(scale);
  return sum / static_cast<double>(logits.size());
}

}  // namespace

torch::Tensor discriminatorObjective(GanObjective kind, const std::vector<torch::Tensor>& real,
                                     const std::vector<torch::Tensor>& fake) {
  return overScales(real, [&](const auto& logits) { return judged(kind, logits, 1); }) +
         overScales(fake, [&](const auto& logits) { return judged(kind, logits, -1); });
}

torch::Tensor generatorObjective(GanObjective kind, const std::vector<torch::Tensor>& fake) {
  return overScales(fake, [&](const auto& logits) {
    return kind == GanObjective::Hinge ? -logits.mean() : judged(kind, logits, 1);
  });
}

GanObjective ganObjectiveNamed(const std::string& name) {
  for (const auto kind : {GanObjective::Mse, GanObjective::Bce, GanObjective::Hinge})
    if (nameOf(kind) == name) return kind;
  throw Error(ErrorKind::InvalidArgument, name + " is no adversarial objective: mse, bce or hinge");
}

std::string nameOf(GanObjective kind) {
  return kind == GanObjective::Mse ? "mse" : kind == GanObjective::Bce ? "bce" : "hinge";
}

}  // namespace pentimento
