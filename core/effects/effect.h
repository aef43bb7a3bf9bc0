// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/base/progress.h"
#include "core/image/image.h"

namespace pentimento {

/// Turns a photo and parameters into an edited photo. Parameters are JSON so that an edit can be stored, replayed
/// and shown without knowing the effect: id + version + parameters.
class Effect {
 public:
  virtual ~Effect() = default;
  virtual std::string id() const = 0;   ///< "colourise"
  virtual int version() const = 0;      ///< rises when the meaning of stored parameters changes
  /// Throws Error{InvalidArgument} for parameters that do not fit the photo.
  virtual Image apply(const Image& photo, const nlohmann::json& parameters, const Progress& progress) = 0;
};

}  // namespace pentimento
