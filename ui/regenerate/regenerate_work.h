// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "ui/patches.h"
#include "ui/regenerate/regenerate_edit.h"
#include "ui/regenerate/regenerate_engine.h"

namespace pentimento {

/// The worker's side of regenerating: asks the engine for nothing twice. Keeps a generator for each face last
/// painted, its last result, and the patches of every size that was shown; so moving the view costs no
/// network. Used on the worker's thread alone. Everything throws Error.
class RegenerateWork {
 public:
  explicit RegenerateWork(std::unique_ptr<RegenerateEngine> engine);
  ~RegenerateWork();

  /// Loads the model when it is not loaded yet.
  const EngineInfo& load();
  bool loaded() const { return info_.has_value(); }
  /// Another model was chosen: what the old one made goes, and the next use loads it.
  void reload();
  /// Another photo: all that belongs to the last one goes.
  void forget();

  /// The patches of a rendition.
  const Patches& patches(const LoadedPhoto& photo, int level, const RegenerateEdit& edit,
                         const Progress& progress);
  /// The photo with its faces regenerated; its own pixels, shared, where the edit is not active.
  Image apply(const LoadedPhoto& photo, const RegenerateEdit& edit, const Progress& progress);

 private:
  struct Painter;
  const Image& generated(const LoadedPhoto& photo, const RegeneratedFace& face, const Progress& progress);
  Painter& painterFor(const LoadedPhoto& photo, const RegeneratedFace& face);
  Patch patchFor(const LoadedPhoto& photo, int level, const RegeneratedFace& face, const Patches& below,
                 const Progress& progress);

  std::unique_ptr<RegenerateEngine> engine_;
  std::optional<EngineInfo> info_;
  std::vector<std::unique_ptr<Painter>> painters_;  // the last used one first; before engine_ goes, they go
  std::map<int, PatchStack<RegeneratedFace, SameFace>> renditions_;  // by level
};

}  // namespace pentimento
