// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>

#include "core/image/image.h"
#include "core/tensor/device.h"

namespace pentimento {

/// The face parser, loaded. Not thread-safe: one worker owns it.
class ParserModel {
 public:
  /// Loads a model file with its card; see models/registry. Throws Error naming what is missing, damaged or
  /// for another task.
  ParserModel(const std::filesystem::path& safetensors, const Compute& compute);
  ~ParserModel();
  ParserModel(ParserModel&&) noexcept;
  ParserModel& operator=(ParserModel&&) noexcept;

  /// Labels of an aligned crop (SPEC 1): square, RGB or grey, any depth and size -> label map
  /// (face/label_map.h), U8, labelSize x labelSize. The crop and its mirror image are parsed, and the mean of
  /// their scores decides. Throws Error{InvalidArgument} for a crop that is not square.
  Image parse(const Image& crop);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pentimento
