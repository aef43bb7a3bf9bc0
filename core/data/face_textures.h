// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/image/image.h"

namespace pentimento {

/// A face unwrapped once, so that training need not analyse its photo at each step. All but `places` and
/// `crop` are in texture coordinates, of one size.
struct StoredFace {
  Image texture;  ///< RGB, U8 (FaceTexture::colours)
  Image labels;   ///< U8, one channel (FaceTexture::labels)
  Image known;    ///< U8, one channel (FaceTexture::known)
  Image normals;  ///< RGB, U8: 127.5 (n + 1), of surfaceNormals
  Image crop;     ///< RGB, U8: the aligned crop
  /// F32, three channels, as large as the crop: u, v (0 to 1) of the surface seen at each pixel, and how much
  /// of the pixel the bare face covers (0 to 1: its oval, less what lies before it).
  Image places;
};

/// Atomic; folders are made. Throws Error{WriteFailed}.
void writeFace(const std::filesystem::path& file, const StoredFace& face);
/// Throws Error naming the file: NotFound, Unreadable.
StoredFace readFace(const std::filesystem::path& file);
/// The faces (`*.face`) in a folder and those below it, by name.
std::vector<std::filesystem::path> faceFiles(const std::filesystem::path& folder);

}  // namespace pentimento
