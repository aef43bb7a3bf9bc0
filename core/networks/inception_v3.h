// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <initializer_list>
#include <map>
#include <string>
#include <vector>

namespace pentimento {

/// Convolution without bias, batch normalisation, ReLU. `conv` and `bn`, as torchvision names them.
class InceptionLayerImpl : public torch::nn::Module {
 public:
  explicit InceptionLayerImpl(const torch::nn::Conv2dOptions& options);
  torch::Tensor forward(const torch::Tensor& x);

 private:
  torch::nn::Conv2d conv_{nullptr};
  torch::nn::BatchNorm2d bn_{nullptr};
};
TORCH_MODULE(InceptionLayer);

/// What the branches of one "Mixed" block are made of, by torchvision's names.
class InceptionBlockImpl : public torch::nn::Module {
 public:
  struct Layer {
    const char* name;
    std::int64_t in, out;
    torch::ExpandingArray<2> kernel, stride = 1, padding = 0;
  };
  explicit InceptionBlockImpl(const std::vector<Layer>& layers);
  /// One layer after the other.
  torch::Tensor run(torch::Tensor x, std::initializer_list<const char*> names);

 private:
  std::map<std::string, InceptionLayer> layers_;
};
TORCH_MODULE(InceptionBlock);

/// Inception-v3 (Szegedy et al. 2016, "Rethinking the Inception Architecture for Computer Vision") up to its
/// last pooling, with torchvision's layers and names: the features of the usual Frechet distance (paper
/// 001/004, section 5.3). 21,785,568 parameters. For judging alone: the weights are the user's own file.
class InceptionV3Impl : public torch::nn::Module {
 public:
  InceptionV3Impl();
  /// RGB in [-1, 1], [N, 3, H, W] of any size, seen at 299 pixels -> [N, 2048].
  torch::Tensor forward(const torch::Tensor& pictures);

 private:
  InceptionLayer stem(const char* name, const torch::nn::Conv2dOptions& options);
  InceptionBlock block(const char* name, const std::vector<InceptionBlockImpl::Layer>& layers);

  InceptionLayer first_{nullptr}, second_{nullptr}, third_{nullptr}, fourth_{nullptr}, fifth_{nullptr};
  std::vector<InceptionBlock> at35_, at17_, at8_;  // by the side of what they see
  InceptionBlock to17_{nullptr}, to8_{nullptr};
};
TORCH_MODULE(InceptionV3);

}  // namespace pentimento
