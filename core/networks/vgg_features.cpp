// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/vgg_features.h"

#include <torch/script.h>

#include <array>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/networks/vgg_layout.h"
#include "core/tensor/safetensors.h"
#include "core/tensor/torch_script.h"

namespace pentimento {
namespace {

/// VGG-19 itself, in torchvision's form.
class FullNetwork {
 public:
  FullNetwork(const std::filesystem::path& file, torch::Device device) {
    const auto content = readSafetensors(file);
    const auto tensor = [&](const std::string& name) {
      const auto found = content.tensors.find(name);
      if (found == content.tensors.end())
        throw Error(ErrorKind::Unsupported,
                    file.string() + ": has no " + name + ", so it is not a VGG-19 under torchvision's names");
      return found->second.to(device, torch::kFloat32);
    };
    for (std::size_t i = 0; i < vggLayers.size(); ++i) {
      const auto name = "features." + std::to_string(vggLayers[i].index);
      weights_[i] = {tensor(name + ".weight"), tensor(name + ".bias")};
    }
  }

  std::vector<torch::Tensor> operator()(const torch::Tensor& rgb) const {
    // torchvision's networks were trained on ImageNet's mean and deviation.
    const auto mean = torch::tensor({0.485, 0.456, 0.406}, rgb.options()).view({1, 3, 1, 1});
    const auto deviation = torch::tensor({0.229, 0.224, 0.225}, rgb.options()).view({1, 3, 1, 1});
    std::vector<torch::Tensor> taps;
    auto x = (rgb - mean) / deviation;
    for (std::size_t i = 0; i < vggLayers.size(); ++i) {
      if (vggLayers[i].poolFirst) x = torch::max_pool2d(x, 2);
      x = torch::relu(torch::conv2d(x, weights_[i].first, weights_[i].second, 1, 1));
      if (vggLayers[i].tap) taps.push_back(x);
    }
    return taps;
  }

 private:
  std::array<std::pair<torch::Tensor, torch::Tensor>, vggLayers.size()> weights_;  // weight and bias
};

std::vector<torch::Tensor> scriptedTaps(torch::jit::Module& script, const torch::Tensor& rgb) {
  std::vector<torch::Tensor> taps;
  const auto result = script.forward({rgb});
  if (result.isTuple())
    for (const auto& one : result.toTupleRef().elements()) taps.push_back(one.toTensor());
  else
    taps = result.toTensorVector();
  if (taps.size() != vggTapCount)
    throw Error(ErrorKind::Unsupported, "the VGG module does not return five activations");
  return taps;
}

}  // namespace

VggFeatures::VggFeatures(const std::filesystem::path& file, torch::Device device) {
  if (file.extension() == ".safetensors") {
    taps_ = FullNetwork(file, device);
    return;
  }
  auto script = loadTorchScript(file);
  script.to(device);
  for (auto parameter : script.parameters()) parameter.set_requires_grad(false);
  taps_ = [script](const torch::Tensor& rgb) mutable { return scriptedTaps(script, rgb); };
}

VggFeatures::VggFeatures(VggStudent student)
    : taps_([student = std::move(student)](const torch::Tensor& rgb) mutable { return student(rgb); }) {}

}  // namespace pentimento
