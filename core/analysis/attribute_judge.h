// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/data/attribute_table.h"
#include "core/face/trait.h"
#include "core/image/image.h"
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
  /// How surely each picture has the attribute: [N] float32, 0 to 1.
  torch::Tensor chance(const torch::Tensor& pictures, Attribute attribute);
  /// Whether each picture has the attribute: [N] bool.
  torch::Tensor has(const torch::Tensor& pictures, Attribute attribute);
  /// What an aligned crop (RGB, any depth and size, square) surely has and has not; nothing between
  /// `doubtful` and 1 - `doubtful`, and of what this classifier did not learn.
  TraitMarks marks(const Image& crop, double doubtful = 0.25);
  /// Its activations, [N, F], CPU.
  torch::Tensor features(const torch::Tensor& pictures);
  /// Side of the crops that it sees.
  int size() const { return static_cast<int>(network_->options().size); }
  const std::vector<std::string>& names() const { return network_->options().names; }

 private:
  torch::Tensor input(const torch::Tensor& pictures) const;
  torch::Tensor chanceOf(const AttributeColumn& column, const torch::Tensor& logits) const;

  Compute compute_;
  AttributeClassifier network_{nullptr};
};

}  // namespace pentimento
