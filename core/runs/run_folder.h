// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/models/registry.h"
#include "core/runs/run_history.h"

namespace pentimento {

enum class RunPhase {
  New,          ///< photos, but no process began yet
  Running,      ///< a process holds its lock
  Interrupted,  ///< neither finished nor stopped, and nobody trains it: the process was killed, or the power
                ///< failed
  Stopped,      ///< on demand, or by its time
  Finished,
  Failed,  ///< said why; the last good checkpoint is there
};

struct KeptCheckpoint {
  std::string name;  ///< "step_00001234"
  std::int64_t step = 0;
  bool best = false, pinned = false;
  nlohmann::json measures;
};

/// What was deleted, for whoever must be told.
struct Deleted {
  std::int64_t photos = 0, samples = 0, checkpoints = 0, files = 0;
  std::uintmax_t bytes = 0;
  std::vector<std::string> models;  ///< by name
};

/// A run folder as others than its trainer see it (SPEC 6). Reads without disturbing; changes only what no
/// process trains: those functions throw Error{InvalidArgument} while one does.
class RunFolder {
 public:
  explicit RunFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  const std::filesystem::path& path() const { return folder_; }
  std::string name() const { return folder_.filename().string(); }
  /// Copies of what the user gave, or of the faces in it: images/ with masks/.
  std::filesystem::path photos() const { return folder_ / "photos"; }

  /// Null where no process began. Throws Error{Unreadable}.
  nlohmann::json configuration() const;
  RunHistory history() const { return RunHistory::read(folder_ / "log.jsonl"); }
  RunPhase phase(const RunHistory& history) const;
  RunPhase phase() const { return phase(history()); }

  /// Oldest first; damaged ones are left out.
  std::vector<KeptCheckpoint> checkpoints() const;
  /// A pinned checkpoint is never pruned. Throws Error{NotFound, WriteFailed}; allowed while it is trained.
  void pin(const std::string& checkpoint, bool pinned) const;
  /// The run goes on from there; later checkpoints are deleted. Throws Error: NotFound, InvalidArgument (a
  /// later one is pinned).
  void rewind(const std::string& checkpoint) const;

  /// Puts the model of a checkpoint (empty: the best one, else the run's own) among the user's, as `name`.
  /// Throws Error: NotFound, InvalidArgument (the name is taken), WriteFailed.
  ModelEntry keepModel(const std::string& checkpoint, const std::string& name,
                       const Registry& registry) const;
  /// The name under which the model that keepModel would take is among the user's already; empty: it is not.
  std::string keptAs(const Registry& registry) const;
  /// Names of those that were kept and are still there.
  std::vector<std::string> keptModels(const Registry& registry) const;

  /// Deletes the folder: copied photos, samples, checkpoints. Models that were kept stay, except with
  /// `modelsToo`.
  Deleted remove(const Registry& registry, bool modelsToo) const;

 private:
  std::filesystem::path existing(const std::string& checkpoint) const;
  std::filesystem::path folderWithModel(const std::string& checkpoint) const;
  void refuseWhileTrained() const;

  std::filesystem::path folder_;
};

/// XDG_DATA_HOME/pentimento/runs, beside the user's models; empty where `registry` has no user's folder.
std::filesystem::path runsFolder(const Registry& registry);
/// Its runs, newest first.
std::vector<RunFolder> listRuns(const std::filesystem::path& runs);

/// Out of sight at once, then away: whoever is killed in between leaves nothing that looks like a checkpoint.
/// What cannot be deleted is only lost space.
void deleteCheckpoint(const std::filesystem::path& checkpoint);

/// Deletes one of the user's models. Throws Error: NotFound, InvalidArgument (it is shipped), WriteFailed.
void deleteModel(const std::string& name, const Registry& registry);

}  // namespace pentimento
