// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/attribute_judge.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/data/attribute_table.h"
#include "core/models/load_model.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"

namespace pentimento {

AttributeJudge::AttributeJudge(const std::filesystem::path& classifier, const Compute& compute)
    : compute_(compute) {
  const auto model = loadModel(classifier, "attribute-classifier");
  network_ = AttributeClassifier(model.options<AttributeClassifierOptions>());
  loadInto(*network_, model.weights, "network.");
  network_->eval();
  network_->to(torch::Device(compute.device));
}

torch::Tensor AttributeJudge::input(const torch::Tensor& pictures) const {
  namespace F = torch::nn::functional;
  const auto side = network_->options().size;
  const auto scaled = pictures.size(2) == side
                          ? pictures
                          : F::interpolate(pictures, F::InterpolateFuncOptions()
                                                         .size(std::vector<std::int64_t>{side, side})
                                                         .mode(torch::kBilinear)
                                                         .align_corners(false)
                                                         .antialias(true));
  return toCompute(scaled.clamp(-1, 1), compute_);
}

torch::Tensor AttributeJudge::logits(const torch::Tensor& pictures) {
  torch::NoGradGuard noGradient;
  return network_(input(pictures)).to(torch::kCPU);
}

torch::Tensor AttributeJudge::chance(const torch::Tensor& pictures, Attribute attribute) {
  return chanceOf(columnOf(attribute), logits(pictures));
}

torch::Tensor AttributeJudge::chanceOf(const AttributeColumn& column, const torch::Tensor& logits) const {
  const auto found = std::find(names().begin(), names().end(), column.name);
  if (found == names().end())
    throw Error(ErrorKind::InvalidArgument, "the attribute classifier does not know " + column.name);
  const auto logit = logits.select(1, found - names().begin()).to(torch::kFloat32);
  return torch::sigmoid(column.inverted ? -logit : logit);
}

torch::Tensor AttributeJudge::has(const torch::Tensor& pictures, Attribute attribute) {
  return chance(pictures, attribute) > 0.5;
}

TraitMarks AttributeJudge::marks(const Image& crop, double doubtful) {
  const auto all = logits(pictureTensor(crop, size()).unsqueeze(0));
  TraitMarks marks;
  const auto isKnown = [&](const AttributeColumn& column) {
    return std::find(names().begin(), names().end(), column.name) != names().end();
  };
  for (const Trait trait : traits) {
    const auto columns = columnsOf(trait);
    if (!std::all_of(columns.begin(), columns.end(), isKnown)) continue;
    double least = 1, most = 0;  // of what its columns say
    for (const auto& column : columns) {
      const double sure = chanceOf(column, all).item<double>();
      least = std::min(least, sure);
      most = std::max(most, sure);
    }
    if (most <= doubtful || least >= 1 - doubtful) marks[trait] = least > 0.5;
  }
  return marks;
}

torch::Tensor AttributeJudge::features(const torch::Tensor& pictures) {
  torch::NoGradGuard noGradient;
  return network_->features(input(pictures)).to(torch::kCPU);
}

}  // namespace pentimento
