// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/face/attribute.h"
#include "core/networks/attribute_classifier.h"
#include "core/tensor/device.h"

namespace pentimento {

/// The attribute classifier, loaded, that tells whether an edit did what it should.
class AttributeJudge {
 public:
  /// Throws Error: what loadModel throws.
  AttributeJudge(const std::filesystem::path& classifier, const Compute& compute);

  /// Logits of all its attributes: [N, 3, S, S] in [-1, 1], any S -> [N, names], CPU.
  torch::Tensor logits(const torch::Tensor& pictures);
  /// Whether each picture has the attribute: [N] bool.
  torch::Tensor has(const torch::Tensor& pictures, Attribute attribute);
  /// Its activations, [N, F], CPU.
  torch::Tensor features(const torch::Tensor& pictures);
  /// Side of the crops that it sees.
  int size() const { return static_cast<int>(network_->options().size); }
  const std::vector<std::string>& names() const { return network_->options().names; }

 private:
  torch::Tensor input(const torch::Tensor& pictures) const;

  Compute compute_;
  AttributeClassifier network_{nullptr};
};

}  // namespace pentimento
