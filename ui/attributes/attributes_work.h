// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ui/attributes/attributes_edit.h"
#include "ui/attributes/attributes_engine.h"
#include "ui/photo_edits.h"
#include "ui/regenerate/regenerate_work.h"

namespace pentimento {

/// The names of the models that these faces are changed with, for the photo's history.
std::string modelsOf(const AttributesEdit& edit, const AttributesInfo& info);

/// The worker's side of the attributes: asks the networks for nothing twice. Keeps what they said about each
/// face (as it is after regenerating) and the patches of every size that was shown; so a moved slider costs
/// compositing one face. Used on the worker's thread alone. Everything throws Error.
class AttributesWork {
 public:
  /// `regenerate`: what lies below; must outlive this.
  AttributesWork(std::unique_ptr<AttributesEngine> engine, RegenerateWork& regenerate);
  ~AttributesWork();

  /// Looks for models when that was not done yet, or when some were missing and no face is open.
  const AttributesInfo& load();
  bool loaded() const { return info_.has_value(); }
  /// Another model was chosen: looks for them again.
  void reload();
  /// Another photo: all that belongs to the last one goes.
  void forget();

  /// What regenerating and the attributes change in a rendition.
  Patches patches(const LoadedPhoto& photo, int level, const PhotoEdits& edits, const Progress& progress);
  /// The photo so changed; its own pixels, shared, where nothing is.
  Image apply(const LoadedPhoto& photo, const PhotoEdits& edits, const Progress& progress);
  /// A rendition of what the attributes add, to look at: RGB, U8, `rect` of it; grey is no change.
  Image residual(const LoadedPhoto& photo, int level, const QRect& rect, const PhotoEdits& edits,
                 const Progress& progress);

 private:
  /// A face, and what is regenerated where it is: together they decide what the networks say.
  struct ChangedFace {
    FaceAttributes face;
    RegenerateEdit below;
    bool operator==(const ChangedFace&) const = default;
  };
  struct Sitter {
    Alignment alignment;
    RegenerateEdit below;
    std::unique_ptr<FaceLayers> layers;
  };
  using Stacks = std::map<int, PatchStack<ChangedFace>>;  // by level
  static std::vector<ChangedFace> changedFaces(const PhotoEdits& edits);
  AttributeLayer layerOf(const LoadedPhoto& photo, const ChangedFace& changed, const PhotoEdits& edits,
                         const Progress& progress);
  FaceLayers& sitterFor(const LoadedPhoto& photo, const ChangedFace& changed, const PhotoEdits& edits,
                        const Progress& progress);

  std::unique_ptr<AttributesEngine> engine_;
  RegenerateWork& regenerate_;
  std::optional<AttributesInfo> info_;
  std::vector<Sitter> sitters_;  // the last used one first
  Stacks results_, residuals_;
};

}  // namespace pentimento
