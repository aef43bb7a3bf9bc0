// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/frechet_distance.h"

#include "core/base/error.h"

namespace pentimento {
namespace {

struct Gaussian {
  torch::Tensor mean, covariance;
};

Gaussian fitted(const torch::Tensor& features) {
  const auto values = features.to(torch::kFloat64);
  const auto mean = values.mean(0);
  const auto centred = values - mean;
  return {mean, torch::mm(centred.t(), centred) / static_cast<double>(values.size(0) - 1)};
}

// Of a symmetric positive semi-definite matrix; what rounding made negative is nothing.
torch::Tensor squareRoot(const torch::Tensor& matrix) {
  const auto [values, vectors] = at::linalg_eigh(matrix);
  return torch::mm(vectors * values.clamp_min(0).sqrt(), vectors.t());
}

}  // namespace

double frechetDistance(const torch::Tensor& a, const torch::Tensor& b) {
  if (a.dim() != 2 || b.dim() != 2 || a.size(1) != b.size(1) || a.size(0) < 2 || b.size(0) < 2)
    throw Error(ErrorKind::InvalidArgument,
                "a Frechet distance needs two sets of at least two features each");
  const auto first = fitted(a), second = fitted(b);
  // Tr (S1 S2)^(1/2) = Tr (S1^(1/2) S2 S1^(1/2))^(1/2), and the latter is symmetric.
  const auto root = squareRoot(first.covariance);
  const auto product = torch::mm(torch::mm(root, second.covariance), root);
  const auto values = at::linalg_eigvalsh((product + product.t()) / 2);
  const auto distance = (first.mean - second.mean).pow(2).sum() + first.covariance.trace() +
                        second.covariance.trace() - 2 * values.clamp_min(0).sqrt().sum();
  return distance.item<double>();
}

}  // namespace pentimento
