// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/effects/colourise.h"

namespace pentimento {

/// What the window says about a loaded network.
struct EngineInfo {
  std::string device;  ///< Compute::description
  std::string model;   ///< name on the model's card
};

/// The seam between the window and the network: what the job controller asks for, always on the worker's
/// thread and one call at a time. Tests script their own. Everything throws Error.
class ColouriseEngine {
 public:
  virtual ~ColouriseEngine() = default;

  /// Loads the model; slow, called once before anything else (again after it threw).
  virtual EngineInfo load() = 0;
  /// The photo that the following calls are about.
  virtual void setPhoto(const Image& photo) = 0;
  /// As ColouriseSession.
  virtual Image predict(const std::vector<ColourHint>& hints, const Progress& progress) = 0;
  virtual Image render(const Image& target, const Image& chroma, double saturation,
                       const Progress& progress) = 0;
  virtual std::vector<Rgb8> suggest(double x, double y, int count) = 0;
};

/// The real one: the registry's colouriser, or `model` (NAME or FILE) where it is not empty.
std::unique_ptr<ColouriseEngine> makeNetworkEngine(const ComputeOptions& compute, const std::string& model);

}  // namespace pentimento
