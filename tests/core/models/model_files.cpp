// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/models/model_files.h"

#include "core/tensor/safetensors.h"

namespace pentimento::test {

std::filesystem::path writeModel(const std::filesystem::path& folder, const std::string& name,
                                 const std::string& task) {
  std::filesystem::create_directories(folder);
  const auto weights = folder / (name + ".safetensors");
  writeSafetensors(weights, {{{"weight", torch::full({3}, static_cast<float>(name.size()))}}, {}});
  ModelCard card;
  card.name = name;
  card.task = task;
  card.sha256 = sha256OfFile(weights);
  writeCard(cardPathFor(weights), card);
  return weights;
}

}  // namespace pentimento::test
