// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>

#include "core/face/trait.h"
#include "core/image/image.h"
#include "core/tensor/device.h"

namespace pentimento {

class AttributeJudge;

/// The attribute classifier, loaded, for whoever wants to know what a face has. Not thread-safe: one worker
/// owns it.
class AttributeGuesser {
 public:
  /// Loads a model file with its card. Throws Error naming what is missing, damaged or for another task.
  AttributeGuesser(const std::filesystem::path& safetensors, const Compute& compute);
  ~AttributeGuesser();

  /// As AttributeJudge::marks.
  TraitMarks marks(const Image& crop);

 private:
  std::unique_ptr<AttributeJudge> judge_;
};

}  // namespace pentimento
