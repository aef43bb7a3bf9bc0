// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/analysis/face_analyser.h"

namespace pentimento {

/// What `pentimento analyse` says about one photo.
struct AnalysisReport {
  std::filesystem::path input;
  int width = 0, height = 0;
  std::vector<Face> faces;  ///< left to right; people count them from 1
  struct Timings {
    double load = 0, read = 0, detect = 0, parse = 0, positionMap = 0;
  } timings;  ///< milliseconds; parse and positionMap summed over the faces
};

/// Points and sizes in photo pixels, angles in degrees, areas as shares of the aligned crop by the class's
/// name (classes that do not occur are left out), `alignment`: the crop's corners from the top left,
/// clockwise.
nlohmann::json jsonOf(const AnalysisReport& report);

/// The same for people, in lines.
std::string textOf(const AnalysisReport& report);

/// RGB, U8: boxes, numbers, landmarks and label maps laid over the photo.
Image overlayOf(const Image& photo, const std::vector<Face>& faces);

}  // namespace pentimento
