// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <array>
#include <nlohmann/json_fwd.hpp>

#include "core/data/face_meshes.h"

namespace pentimento {

/// Errors of found meshes against true ones, in percent of the distance between the true mesh's outer eye
/// corners, which is measured in three dimensions so that a turned head does not inflate the percentage. The
/// error of a point is its distance in the picture (x and y); with z it is reported beside as `error_3d`.
/// Mean over the 468 points and then over pictures; split by the true mesh's yaw.
class PositionErrors {
 public:
  static constexpr double turnedYaw = 30;  ///< degrees

  void add(const FaceMesh& found, const FaceMesh& truth);
  /// {"all": {…}, "frontal": {…}, "turned": {…}}, each with pictures, error, error_3d and, of the pictures'
  /// errors, worst.
  nlohmann::json json() const;

 private:
  struct Sum {
    int pictures = 0;
    double error = 0, error3d = 0, worst = 0;
  };
  Sum frontal_, turned_;
};

/// [468, 3] float32 on the CPU -> mesh.
FaceMesh meshFromTensor(const torch::Tensor& points);

}  // namespace pentimento
