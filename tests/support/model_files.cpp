// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/model_files.h"

#include "core/models/model_card.h"

namespace pentimento::test {

std::filesystem::path writeModelFiles(const std::filesystem::path& folder, const std::string& name,
                                      const std::string& task, const nlohmann::json& options,
                                      const Safetensors& weights) {
  std::filesystem::create_directories(folder);
  const auto path = folder / (name + ".safetensors");
  writeSafetensors(path, weights);
  ModelCard card;
  card.name = name;
  card.task = task;
  card.description = "For tests";
  card.options = options;
  card.sha256 = sha256OfFile(path);
  writeCard(cardPathFor(path), card);
  return path;
}

void linkShippedModels(const std::filesystem::path& folder, const std::vector<std::string>& names) {
  std::filesystem::create_directories(folder);
  const auto shipped = std::filesystem::path(PENTIMENTO_SOURCE_DIR) / "models";
  for (const auto& name : names)
    for (const char* suffix : {".json", ".safetensors"})
      std::filesystem::create_symlink(shipped / (name + suffix), folder / (name + suffix));
}

}  // namespace pentimento::test
