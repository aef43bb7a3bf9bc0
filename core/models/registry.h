// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/models/model_card.h"

namespace pentimento {

/// A model on disk: weights, card, and where it came from.
struct ModelEntry {
  std::filesystem::path weights;
  ModelCard card;
  bool shipped = false;  ///< part of the program; else the user's own
  bool current = false;  ///< the one that its task uses by default
};

/// Shipped models (found beside the program, in the installed share folder, or in the source tree; the
/// environment variable PENTIMENTO_MODELS wins) and the user's (XDG_DATA_HOME/pentimento/models; without
/// XDG_DATA_HOME and HOME there are none). The user's choices are in current.json of the user's folder. Holds
/// no state but folders.
class Registry {
 public:
  Registry();  ///< the usual places
  Registry(std::filesystem::path shipped, std::filesystem::path user);

  /// Shipped ones first, then by name. Unreadable cards, cards without weights and names that are taken are
  /// left out with a warning in the log.
  std::vector<ModelEntry> list() const;
  /// By name, or by path of a .safetensors file that has its card beside it. Throws Error{NotFound} listing
  /// the names that exist.
  ModelEntry find(const std::string& nameOrFile) const;
  /// What `task` uses: the user's choice, else the shipped model of that task. Throws Error{NotFound}.
  ModelEntry current(const std::string& task) const;
  /// Makes `name` what its task uses. Throws Error: NotFound, WriteFailed.
  void use(const std::string& name) const;
  /// Copies weights and card into the user's folder after verify(); refuses a name that exists. Returns the
  /// entry. Throws Error; then nothing was added.
  ModelEntry importFile(const std::filesystem::path& safetensors) const;
  /// Hash against the card, safetensors structure. Throws Error naming the file with what is wrong:
  /// Unreadable, NotFound, Unsupported (a tensor type that we do not read).
  static void verify(const ModelEntry& entry);

  const std::filesystem::path& shippedFolder() const { return shipped_; }
  const std::filesystem::path& userFolder() const { return user_; }

 private:
  std::vector<ModelEntry> scan() const;
  std::filesystem::path shipped_, user_;
};

}  // namespace pentimento
