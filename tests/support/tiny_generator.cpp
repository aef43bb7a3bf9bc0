// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_generator.h"

#include "core/networks/face_generator.h"
#include "core/tensor/safetensors.h"
#include "tests/support/model_files.h"

namespace pentimento::test {

std::filesystem::path writeTinyGenerator(const std::filesystem::path& folder, const char* name) {
  GlobalGeneratorOptions options;
  options.baseChannels = 8;
  options.residualBlocks = 2;
  FaceGenerator network(options);
  {
    const torch::NoGradGuard noGradient;
    for (const auto& parameter : network->named_parameters()) parameter.value().mul_(3);
  }
  Safetensors weights;
  addFrom(*network, weights, "network.");
  return writeModelFiles(folder, name, "regenerate", options, weights);
}

}  // namespace pentimento::test
