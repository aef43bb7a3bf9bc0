// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "core/analysis/face_analyser.h"

namespace pentimento {

/// Which faces of a photo the user means, and how they are found.
struct FaceArguments {
  std::string face = "all";
  std::filesystem::path landmarks;

  /// Describes --face and --landmarks to CLI11.
  void addTo(CLI::App& app);
  /// Those of `faces`, left to right. `purpose` ends the message when there are none: "to regenerate". Throws
  /// Error{InvalidArgument}.
  std::vector<Face> chosenFrom(const std::vector<Face>& faces, const std::string& purpose) const;
};

}  // namespace pentimento
