// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/analysis/face_analyser.h"
#include "core/effects/makeup.h"
#include "ui/colourise_engine.h"

namespace pentimento {

/// One face of a photo being made up; as MakeupSession: asks the network once for each reference.
class MakeupSitter {
 public:
  virtual ~MakeupSitter() = default;
  virtual AttributeLayer layer(const MakeupReference& reference, const MakeupShades& shades,
                               const Progress& progress) = 0;
};

/// The seam between the window and the network that puts on make-up, always on the worker's thread and one
/// call at a time. Tests script their own. Everything throws Error.
class MakeupEngine {
 public:
  virtual ~MakeupEngine() = default;

  /// Finds the models; no weights are read. Called before the first face, and again after it threw (what was
  /// missing may be there by then) or while no face is open: other models may have been chosen.
  virtual EngineInfo load() = 0;
  /// Reads the weights, unless that was done: what the first open() would wait for.
  virtual void warmUp() = 0;
  /// What a face of `photo` lends; needs no model.
  virtual MakeupReference reference(const Image& photo, const Face& face) = 0;
  /// It must not outlive the engine, nor the next load().
  virtual std::unique_ptr<MakeupSitter> open(const Image& photo, const Alignment& alignment) = 0;
};

/// The real one: what the registry uses.
std::unique_ptr<MakeupEngine> makeMakeupEngine(const ComputeOptions& compute);

}  // namespace pentimento
