// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <opencv2/core/types.hpp>
#include <vector>

#include "core/face/uv_map.h"
#include "core/tensor/device.h"

namespace pentimento {

/// The position map network, loaded. Not thread-safe: one worker owns it.
class PositionModel {
 public:
  /// Loads a model file with its card; see models/registry. Throws Error naming what is missing, damaged or
  /// for another task.
  PositionModel(const std::filesystem::path& safetensors, const Compute& compute);
  ~PositionModel();
  PositionModel(PositionModel&&) noexcept;
  PositionModel& operator=(PositionModel&&) noexcept;

  /// `crop`: an aligned crop (SPEC 1), square, RGB or grey, of any depth; reduced to the network's 256
  /// pixels. Throws Error{InvalidArgument} for one that is not square.
  PositionMap predict(const Image& crop);
  /// The 468 points of MediaPipe's face mesh in this map: x, y, z in shares of the crop's side.
  std::vector<cv::Point3f> points(const PositionMap& map) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pentimento
