// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/perceptual_fidelity.h"

#include <nlohmann/json.hpp>
#include <string>

#include "core/base/error.h"
#include "core/losses/feature_matching.h"

namespace pentimento {
namespace {

/// L_perc of one pair, its gradient by the disturbed picture, and the activations of both pictures.
struct Judgement {
  double distance = 0;
  torch::Tensor gradient;
  std::vector<torch::Tensor> photo, disturbed;
};

Judgement judge(const VggFeatures& vgg, const torch::Tensor& photo, const torch::Tensor& disturbed) {
  Judgement result;
  {
    torch::NoGradGuard noGradient;
    result.photo = vgg(photo);
  }
  torch::AutoGradMode gradients(true);
  const auto picture = disturbed.clone().requires_grad_();
  result.disturbed = vgg(picture);
  const auto distance = relativeFeatureDistance(result.disturbed, result.photo);
  result.distance = distance.item<double>();
  result.gradient = torch::autograd::grad({distance}, {picture})[0];
  for (auto& tap : result.disturbed) tap = tap.detach();
  return result;
}

double meanOf(const std::vector<float>& values) {
  return torch::tensor(values).mean().item<double>();
}

}  // namespace

void PerceptualFidelity::add(const VggFeatures& student, const VggFeatures& teacher,
                             const DisturbedPairBatch& pairs) {
  for (std::int64_t i = 0; i < pairs.photos.size(0); ++i) {
    const auto photo = pairs.photos.narrow(0, i, 1), disturbed = pairs.disturbed.narrow(0, i, 1);
    const auto ours = judge(student, photo, disturbed), theirs = judge(teacher, photo, disturbed);
    for (std::size_t level = 0; level < vggTapCount; ++level) {
      const auto& truth = theirs.disturbed[level];
      errors_[level] += (ours.photo[level] - theirs.photo[level]).abs().mean().item<double>() +
                        (ours.disturbed[level] - truth).abs().mean().item<double>();
      magnitudes_[level] +=
          theirs.photo[level].abs().mean().item<double>() + truth.abs().mean().item<double>();
    }
    ours_.push_back(static_cast<float>(ours.distance));
    theirs_.push_back(static_cast<float>(theirs.distance));
    cosines_.push_back(
        torch::cosine_similarity(ours.gradient.flatten(), theirs.gradient.flatten(), 0).item<float>());
  }
}

nlohmann::json PerceptualFidelity::json() const {
  if (ours_.size() < 2)
    throw Error(ErrorKind::InvalidArgument, "at least two pairs are needed to compare distances");
  nlohmann::json errors;
  std::size_t level = 0;
  for (const auto& layer : vggLayers) {
    if (!layer.tap) continue;
    errors["relu" + std::string(layer.name).substr(4)] = errors_[level] / magnitudes_[level];
    ++level;
  }
  const auto ours = torch::tensor(ours_), theirs = torch::tensor(theirs_);
  return {{"pairs", ours_.size()},
          {"relative_error", errors},
          {"distance",
           {{"pearson", pearsonCorrelation(ours, theirs)},
            {"spearman", spearmanCorrelation(ours, theirs)},
            {"gradient_cosine", meanOf(cosines_)}}}};
}

double pearsonCorrelation(const torch::Tensor& a, const torch::Tensor& b) {
  return torch::corrcoef(torch::stack({a, b}).to(torch::kFloat64))[0][1].item<double>();
}

double spearmanCorrelation(const torch::Tensor& a, const torch::Tensor& b) {
  const auto ranks = [](const torch::Tensor& values) { return values.argsort().argsort(); };
  return pearsonCorrelation(ranks(a), ranks(b));
}

}  // namespace pentimento
