// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_generator.h"

#include <string>

#include "core/models/model_card.h"
#include "core/networks/face_generator.h"
#include "core/tensor/safetensors.h"

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
  std::filesystem::create_directories(folder);
  const auto path = folder / (std::string(name) + ".safetensors");
  writeSafetensors(path, weights);

  ModelCard card;
  card.name = name;
  card.task = "regenerate";
  card.description = "For tests";
  card.options = options;
  card.sha256 = sha256OfFile(path);
  writeCard(cardPathFor(path), card);
  return path;
}

}  // namespace pentimento::test
