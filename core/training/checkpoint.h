// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/training/recipe.h"

namespace pentimento {

/// RUN/checkpoints/step_00001234/ holds
///   networks.safetensors   every module of the recipe as NAME.tensor, float32, averages and power iterations included
///   NAME.optimiser         one LibTorch archive an optimiser
///   state.json             format, step, and what the loop wants to remember
///   model.safetensors      with model.json, what the run would end with here: ready for use without the trainer
/// It is written to a folder with a leading dot and renamed when complete, and gets its dot back before it is deleted:
/// a checkpoint that can be seen is whole, whenever the process was killed.
/// Random numbers need no state of their own: every step and every batch is seeded from (run seed, number).
class CheckpointStore {
 public:
  explicit CheckpointStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  using WriteMore = std::function<void(const std::filesystem::path& folder)>;
  /// `more` adds files of its own. Returns the checkpoint's folder. Throws Error{WriteFailed}; then older checkpoints
  /// are untouched.
  std::filesystem::path save(Recipe& recipe, std::int64_t step, const nlohmann::json& state,
                             const WriteMore& more = {}) const;
  /// Restores the recipe and returns state.json. Throws Error naming the file that is missing or damaged.
  nlohmann::json load(Recipe& recipe, const std::filesystem::path& checkpoint) const;

  /// Gives the recipe, of the same task or a like one, those networks of `checkpoint` that it has too and that are made
  /// alike: discriminators, for one, which no model holds. Returns their names. Throws Error as load() does.
  static std::vector<std::string> inherit(Recipe& recipe, const std::filesystem::path& checkpoint);

  std::filesystem::path path(const std::string& name) const { return folder_ / name; }
  std::optional<std::filesystem::path> latest() const;
  /// Oldest first.
  std::vector<std::filesystem::path> list() const;
  /// Deletes all but the last `keep`, `best` and those that hold a file named `pinned`.
  void prune(int keep, const std::filesystem::path& best) const;
  /// Deletes what a killed process left half written or half deleted.
  void sweep() const;

 private:
  std::filesystem::path folder_;
};

}  // namespace pentimento
