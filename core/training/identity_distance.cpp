// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/identity_distance.h"

#include <cmath>

#include "core/tensor/picture_tensor.h"
#include "core/tensor/torch_script.h"

namespace pentimento {
namespace {

constexpr std::int64_t descriptorSide = 150;
// dlib's face chips (padding 0.25) show 2.4 eye distances, the eyes at 0.31 of the height; ours 4, at 0.47.
constexpr double left = 0.2, top = 0.285, width = 0.6;

}  // namespace

struct IdentityDescriptor::Impl {
  mutable torch::jit::Module network;
};

IdentityDescriptor::IdentityDescriptor(const std::filesystem::path& torchScript)
    : impl_(std::make_unique<Impl>()) {
  impl_->network = loadTorchScript(torchScript);
  for (auto parameter : impl_->network.parameters()) parameter.set_requires_grad(false);
}

IdentityDescriptor::~IdentityDescriptor() = default;

torch::Tensor IdentityDescriptor::describe(const torch::Tensor& crops) const {
  const auto pixels = [&](double share) {
    return static_cast<std::int64_t>(std::lround(share * crops.size(2)));
  };
  const auto faces = crops.to(torch::kCPU, torch::kFloat32)
                         .narrow(2, pixels(top), pixels(width))
                         .narrow(3, pixels(left), pixels(width));
  const auto inputs = resizedBilinear(faces, descriptorSide, descriptorSide);
  std::vector<torch::Tensor> descriptors;
  for (const auto& input : ((inputs.clamp(-1, 1) + 1) * 127.5).split(1)) {  // its interface: one at a time
    auto output = impl_->network.forward({input});
    if (output.isTuple())
      output = output.toTupleRef().elements().at(0);  // as converted from other frameworks
    descriptors.push_back(output.toTensor().reshape({-1}));
  }
  return torch::stack(descriptors);
}

double IdentityDescriptor::distance(const torch::Tensor& cropA, const torch::Tensor& cropB) const {
  const torch::NoGradGuard noGradient;
  const auto both = describe(torch::stack({cropA, cropB}));
  return (both[0] - both[1]).norm().item<double>();
}

}  // namespace pentimento
