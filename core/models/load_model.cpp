// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/load_model.h"

#include "core/models/registry.h"

namespace pentimento {

LoadedModel readModelCard(const std::filesystem::path& safetensors, const std::string& task) {
  LoadedModel model{safetensors, readCard(cardPathFor(safetensors)), {}};
  if (model.card.task != task)
    throw Error(ErrorKind::Unsupported,
                safetensors.string() + ": is a model for " + model.card.task + ", not for " + task);
  return model;
}

LoadedModel loadModel(const std::filesystem::path& safetensors, const std::string& task) {
  auto model = readModelCard(safetensors, task);
  Registry::verify({safetensors, model.card});
  model.weights = readSafetensors(safetensors);
  return model;
}

}  // namespace pentimento
