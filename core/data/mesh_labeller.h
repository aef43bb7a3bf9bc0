// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "core/data/face_meshes.h"
#include "core/image/image.h"

namespace pentimento {

/// MediaPipe's face mesh network as a TorchScript file (NHWC 1 x 192 x 192 x 3, RGB in [0, 1] -> 468 x (x, y,
/// z) in pixels of that square, and a face flag as logit): makes labels for pictures that have none. For
/// training and evaluation only. Thread safety: label() from many threads.
class MeshLabeller {
 public:
  /// Throws Error naming the file: NotFound, Unreadable. TorchScript is code: use only a file that you trust.
  explicit MeshLabeller(const std::filesystem::path& torchScript);
  ~MeshLabeller();

  /// The mesh of the one face that fills the middle of `picture` (RGB, U8), as in the aligned data sets:
  /// found in a first box, then again in the box of that mesh with the eyes level. Nothing where the network
  /// is not sure of a face, or where the second look disagrees with the first.
  std::optional<LabelledMesh> label(const Image& picture) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pentimento
