// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "core/base/error.h"
#include "core/models/model_card.h"
#include "core/tensor/safetensors.h"

namespace pentimento {

/// A model file as it is loaded: verified against its card, before any network is made of it.
struct LoadedModel {
  std::filesystem::path path;
  ModelCard card;
  Safetensors weights;

  /// The network's options out of the card. Throws Error naming the card: Unreadable (they are none), and
  /// what check() throws.
  template <class Options>
  Options options() const {
    Options options;
    try {
      card.options.get_to(options);
    } catch (const nlohmann::json::exception&) {
      throw Error(ErrorKind::Unreadable,
                  cardPathFor(path).string() + ": does not describe a model for " + card.task);
    }
    options.check();
    return options;
  }
};

/// Card, hash and tensors of a model for `task`. Throws Error naming the file: Unsupported (a model for
/// another task), and what readCard, Registry::verify and readSafetensors throw.
LoadedModel loadModel(const std::filesystem::path& safetensors, const std::string& task);

/// The same without hash and weights, for what must be known before these are needed.
LoadedModel readModelCard(const std::filesystem::path& safetensors, const std::string& task);

}  // namespace pentimento
