// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/effects/regenerate.h"
#include "ui/colourise_engine.h"

namespace pentimento {

/// One face of the photo being painted; as RegenerateSession.
class FaceRegenerator {
 public:
  virtual ~FaceRegenerator() = default;
  virtual Image generate(const Image& painted, const Progress& progress) = 0;
};

/// The seam between the window and the networks that regenerate faces, always on the worker's thread and one
/// call at a time. Tests script their own. Everything throws Error.
class RegenerateEngine {
 public:
  virtual ~RegenerateEngine() = default;

  /// Loads the model; slow. Called before the first generator, again after it threw: a missing model may be
  /// there by then.
  virtual EngineInfo load() = 0;
  /// A generator for this face in its style; what was painted comes later. It must not outlive the engine.
  virtual std::unique_ptr<FaceRegenerator> open(const Image& photo, const RegenerateFace& face) = 0;
  /// As regenerationMask and blendRegenerated.
  virtual Image mask(const RegenerateFace& face) = 0;
  virtual Image blend(const Image& target, const Alignment& alignment, const Image& generated,
                      const Image& mask, const Progress& progress) = 0;
};

/// The real one: the registry's model for "regenerate", or `model` (NAME or FILE) where it is not empty.
std::unique_ptr<RegenerateEngine> makeRegenerateEngine(const ComputeOptions& compute,
                                                       const std::string& model = {});

}  // namespace pentimento
