// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/tensor/device.h"

namespace pentimento {

/// How the editor starts. No Qt here, so that the program's main needs none either.
struct EditorOptions {
  std::vector<std::filesystem::path> photos;  ///< a window opens for each; none: one empty window
  ComputeOptions compute;
  std::string model;              ///< colouriser, NAME or FILE; empty: what the registry calls current
  bool exitAfterStartup = false;  ///< Whether to leave once the windows were painted and the photos opened
  std::filesystem::path
      screenshot;  ///< where to save a picture of the first window before leaving; empty: nowhere
};

/// Opens the editor and runs until its last window closes; gives the exit status. A photo that cannot be
/// opened is told in its window, not thrown. With exitAfterStartup or screenshot the status is 1 when a photo
/// did not open.
int runEditor(int argc, char** argv, const EditorOptions& options);

}  // namespace pentimento
