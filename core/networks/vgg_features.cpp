// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/vgg_features.h"

#include <torch/script.h>

#include <array>

#include "core/base/error.h"
#include "core/tensor/safetensors.h"

namespace pentimento {
namespace {

struct Layer {
  int index;       // in torchvision's `features`
  bool poolFirst;  // a 2x2 maximum before it
  bool tap;        // its ReLU is one of the five
};
// Configuration E up to conv5_1.
constexpr std::array layers{Layer{0, false, true},   Layer{2, false, false},  Layer{5, true, true},
                            Layer{7, false, false},  Layer{10, true, true},   Layer{12, false, false},
                            Layer{14, false, false}, Layer{16, false, false}, Layer{19, true, true},
                            Layer{21, false, false}, Layer{23, false, false}, Layer{25, false, false},
                            Layer{28, true, true}};

}  // namespace

struct VggFeatures::Impl {
  mutable torch::jit::Module script;
  Safetensors weights;

  const torch::Tensor& tensor(int index, const char* part) const {
    return weights.tensors.at("features." + std::to_string(index) + "." + part);
  }
};

VggFeatures::VggFeatures(const std::filesystem::path& file) : impl_(std::make_unique<Impl>()) {
  if (!std::filesystem::exists(file)) throw Error(ErrorKind::NotFound, file.string() + ": does not exist");
  if (file.extension() == ".safetensors") {
    impl_->weights = readSafetensors(file);
    for (auto& [name, tensor] : impl_->weights.tensors) tensor = tensor.to(torch::kFloat32);
    for (const auto& layer : layers)
      for (const auto* part : {"weight", "bias"})
        if (!impl_->weights.tensors.contains("features." + std::to_string(layer.index) + "." + part))
          throw Error(ErrorKind::Unsupported, file.string() + ": has no features." + std::to_string(layer.index) + "." +
                                                  part + ", so it is not a VGG-19 under torchvision's names");
    return;
  }
  try {
    impl_->script = torch::jit::load(file.string());
    impl_->script.eval();
  } catch (const c10::Error&) {
    throw Error(ErrorKind::Unreadable, file.string() + ": is neither safetensors nor TorchScript");
  }
}

VggFeatures::~VggFeatures() = default;

std::vector<torch::Tensor> VggFeatures::operator()(const torch::Tensor& rgb) const {
  std::vector<torch::Tensor> taps;
  if (impl_->weights.tensors.empty()) {
    const auto result = impl_->script.forward({rgb});
    if (result.isTuple())
      for (const auto& one : result.toTupleRef().elements()) taps.push_back(one.toTensor());
    else
      taps = result.toTensorVector();
    if (taps.size() != 5)
      throw Error(ErrorKind::Unsupported, "the VGG module does not return five activations");
    return taps;
  }
  // torchvision's networks were trained on ImageNet's mean and deviation.
  const auto mean = torch::tensor({0.485, 0.456, 0.406}, torch::kFloat32).view({1, 3, 1, 1});
  const auto deviation = torch::tensor({0.229, 0.224, 0.225}, torch::kFloat32).view({1, 3, 1, 1});
  auto x = (rgb - mean) / deviation;
  for (const auto& layer : layers) {
    if (layer.poolFirst) x = torch::max_pool2d(x, 2);
    x = torch::relu(torch::conv2d(x, impl_->tensor(layer.index, "weight"), impl_->tensor(layer.index, "bias"), 1, 1));
    if (layer.tap) taps.push_back(x);
  }
  return taps;
}

}  // namespace pentimento
