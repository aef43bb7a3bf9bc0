// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/effects/attributes.h"

namespace pentimento {

/// What can be changed, and where it is computed.
struct AttributesInfo {
  std::string device;                       ///< Compute::description
  std::map<Attribute, std::string> models;  ///< names on the cards; what is not here cannot be changed
};

/// One face of a photo; as AttributesSession: asks a network once for each attribute and direction.
class FaceLayers {
 public:
  virtual ~FaceLayers() = default;
  virtual AttributeLayer sum(const Strengths& strengths, const Image& kept, const Progress& progress) = 0;
};

/// The seam between the window and the networks that change attributes, always on the worker's thread and one
/// call at a time. Tests script their own. Everything throws Error.
class AttributesEngine {
 public:
  virtual ~AttributesEngine() = default;

  /// Finds the models; no weights are read. Called before the first face, and again while no face is open:
  /// a model may have been installed since.
  virtual AttributesInfo load() = 0;
  /// It must not outlive the engine, nor the next load().
  virtual std::unique_ptr<FaceLayers> open(const Image& photo, const Alignment& alignment) = 0;
};

/// The real one: the registry's model for each attribute that has one.
std::unique_ptr<AttributesEngine> makeAttributesEngine(const ComputeOptions& compute);

}  // namespace pentimento
