// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "core/analysis/face_analyser.h"
#include "core/data/face_textures.h"
#include "core/data/photo_folders.h"

namespace pentimento {

/// The largest face of `photo` (RGB, U8 or U16), textures and crop of `size` pixels a side; none: there is no
/// face.
std::optional<StoredFace> storedFace(FaceAnalyser& analyser, const Image& photo, int size);

/// A photo's face, or none.
using FaceUnwrapper = std::function<std::optional<StoredFace>(const Image& photo)>;
/// storedFace() with an analyser of its own, loaded when the first photo comes.
FaceUnwrapper faceUnwrapper(const Compute& compute, int size);

/// Unwraps the pictures of some sources that were not yet: TEXTURES/SOURCE/STEM.face. Those without a face
/// are remembered in TEXTURES/SOURCE/none.txt, by stem. Pictures of one stem count as one. `limit`: for a
/// source that has more pictures, how many are enough, spread evenly over them; 0: all. Returns how many
/// faces were made. Throws Error: Cancelled, WriteFailed, and as PhotoFolders.
std::size_t makeTextures(const std::vector<PhotoSource>& sources, const std::filesystem::path& textures,
                         std::size_t limit, const FaceUnwrapper& unwrap, const Progress& progress = {});

}  // namespace pentimento
