// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_model.h"

#include "core/networks/colour_distribution.h"
#include "core/networks/ibn_unet.h"
#include "core/tensor/safetensors.h"
#include "tests/support/model_files.h"

namespace pentimento::test {

std::filesystem::path writeTinyModel(const std::filesystem::path& folder, const char* name, bool constant) {
  IbnUnetOptions options;
  options.baseChannels = 4;
  options.levels = 3;
  options.shallowLevels = 2;
  options.spectralNorm = false;
  IbnUnet network(options);
  const torch::NoGradGuard noGradient;
  const auto parameters = network->named_parameters();
  if (constant) {
    parameters["last_conv.weight"].zero_();
    parameters["last_conv.bias"].copy_(torch::tensor({0.3f, 0.15f}));
  } else {
    for (const auto& parameter : parameters) parameter.value().mul_(3);
  }
  ColourDistribution distribution(2 * options.baseChannels);

  Safetensors weights;
  addFrom(*network, weights, "network.");
  addFrom(*distribution, weights, "distribution.");
  return writeModelFiles(folder, name, "colourise", options, weights);
}

}  // namespace pentimento::test
