// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <functional>
#include <vector>

#include "core/networks/vgg_student.h"

namespace pentimento {

/// Activations relu1_1, relu2_1, relu3_1, relu4_1, relu5_1 of a VGG-19 (Simonyan and Zisserman 2014), which
/// judge and train what people see (paper 002, eq. 7): of the network itself, from a file that the caller
/// names, or of a student that stands in for it. models/load_vgg_features.h tells which a file is.
class VggFeatures {
 public:
  /// `.safetensors`: the weights of the full network under torchvision's names (features.0.weight, …).
  /// Other suffixes: a TorchScript module that maps RGB in [0, 1] to the five activations; only for files
  /// that the caller trusts, since TorchScript is code. Throws Error naming the file.
  explicit VggFeatures(const std::filesystem::path& file, torch::Device device = torch::kCPU);
  /// Shares the student, wherever it is.
  explicit VggFeatures(VggStudent student);

  /// [N, 3, H, W] RGB in [0, 1], float32, on the device -> five tensors [N, C_i, H_i, W_i]. Differentiable.
  std::vector<torch::Tensor> operator()(const torch::Tensor& rgb) const { return taps_(rgb); }

 private:
  std::function<std::vector<torch::Tensor>(const torch::Tensor&)> taps_;
};

}  // namespace pentimento
