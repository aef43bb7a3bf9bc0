// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <memory>
#include <vector>

namespace pentimento {

/// Activations relu1_1, relu2_1, relu3_1, relu4_1, relu5_1 of a VGG-19 (Simonyan and Zisserman 2014), which judge
/// and train what people see (paper 002, eq. 7). The program ships none: the caller names a file.
class VggFeatures {
 public:
  /// `.safetensors`: the weights of the full network under torchvision's names (features.0.weight, …).
  /// Other suffixes: a TorchScript module that maps RGB in [0, 1] to the five activations; only for files that the
  /// caller trusts, since TorchScript is code. Throws Error naming the file.
  explicit VggFeatures(const std::filesystem::path& file);
  ~VggFeatures();

  /// [N, 3, H, W] RGB in [0, 1], float32, CPU -> five tensors [N, C_i, H_i, W_i]. Differentiable.
  std::vector<torch::Tensor> operator()(const torch::Tensor& rgb) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pentimento
