// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "ui/attributes/attributes_work.h"
#include "ui/makeup/makeup_engine.h"

namespace pentimento {

/// The worker's side of make-up: asks the network for nothing twice. Keeps a session for each face (as it is
/// after regenerating and changing attributes) and the patches of every size that was shown; so a moved
/// slider costs compositing one face. Used on the worker's thread alone. Everything throws Error.
class MakeupWork {
 public:
  /// `below`: what make-up lies on; must outlive this.
  MakeupWork(std::unique_ptr<MakeupEngine> engine, AttributesWork& below);
  ~MakeupWork();

  /// Looks for the models when that was not done yet.
  const EngineInfo& load();
  bool loaded() const { return info_.has_value(); }
  void warmUp();
  /// Another model was chosen: looks for it again.
  void reload();
  MakeupReference reference(const Image& photo, const Face& face) { return engine_->reference(photo, face); }
  /// Another photo: all that belongs to the last one goes.
  void forget();

  /// What all edits of faces change in a rendition. `moving`: as PreviewRequest; a face that was looked at a
  /// moment ago is not looked at anew.
  Patches patches(const LoadedPhoto& photo, int level, const PhotoEdits& edits, bool moving,
                  const Progress& progress);
  /// The photo so changed; its own pixels, shared, where nothing is.
  Image apply(const LoadedPhoto& photo, const PhotoEdits& edits, const Progress& progress);

 private:
  /// A face, and what is changed where it is: together they decide what the network says.
  struct PaintedFace {
    FaceMakeup face;
    PhotoEdits below;
    PhotoEdits seen;  ///< as `below`, when the face was looked at
    bool operator==(const PaintedFace&) const = default;
  };
  struct Place {
    Alignment alignment;
    PhotoEdits seen;
    std::unique_ptr<MakeupSitter> sitter;
  };
  std::vector<PaintedFace> paintedFaces(const PhotoEdits& edits, bool moving) const;
  AttributeLayer layerOf(const LoadedPhoto& photo, const PaintedFace& painted, const PhotoEdits& edits,
                         const Progress& progress);
  MakeupSitter& sitterFor(const LoadedPhoto& photo, const PaintedFace& painted, const PhotoEdits& edits,
                          const Progress& progress);

  std::unique_ptr<MakeupEngine> engine_;
  AttributesWork& attributes_;
  std::optional<EngineInfo> info_;
  std::vector<Place> places_;                       // the last used one first
  std::map<int, PatchStack<PaintedFace>> results_;  // by level
};

}  // namespace pentimento
