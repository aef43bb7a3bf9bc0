// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_attributes.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/networks/attribute_transforms.h"
#include "core/tensor/safetensors.h"
#include "tests/support/model_files.h"

namespace pentimento::test {
namespace {

/// `share` everywhere, by the network's last equation: residual = 2 tanh(colour) sigmoid(mask), in [-1, 1].
void makeConstant(AttributeTransforms& network, const std::string& which, double share) {
  const auto parameters = network->named_parameters();
  parameters[which + ".output.weight"].zero_();
  auto& bias = parameters[which + ".output.bias"];
  bias.zero_();
  bias.narrow(0, 0, 12).fill_(
      std::atanh(2 * share));  // three colours before the pixel shuffle; the mask is 1/2
}

}  // namespace

std::filesystem::path writeTinyAttribute(const std::filesystem::path& folder, Attribute attribute,
                                         std::optional<double> added, int side) {
  AttributeTransformsOptions options;
  options.baseChannels = 4;
  options.size = side;
  AttributeTransforms network(options);
  {
    const torch::NoGradGuard noGradient;
    if (added) {
      makeConstant(network, "add", *added);
      makeConstant(network, "remove", -*added / 2);
    } else {
      for (const auto& parameter : network->named_parameters()) parameter.value().mul_(10);
    }
  }
  Safetensors weights;
  addFrom(*network, weights, "network.");
  const auto task = modelTaskOf(attribute);
  return writeModelFiles(folder, task, task, options, weights);
}

}  // namespace pentimento::test
