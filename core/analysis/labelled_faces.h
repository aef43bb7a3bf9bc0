// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>

#include "core/base/progress.h"
#include "core/data/face_alignments.h"
#include "core/data/face_meshes.h"
#include "core/data/photo_folders.h"
#include "core/tensor/device.h"

namespace pentimento {

/// A face and what the program's own networks say of it.
struct LabelledFace {
  Image crop;     ///< aligned, RGB, U8, square
  Image labels;   ///< label map of it (face/label_map.h), U8, square
  FaceMesh mesh;  ///< in pixels of the crop
};

/// Labels the face that lies there in a photo (RGB, U8).
using FaceLabeller = std::function<LabelledFace(const Image& photo, const Alignment& face)>;
/// By the parser and the position map in use, loaded when the first face comes. Crops have the face's own
/// size, 128 to 512 pixels.
FaceLabeller faceLabeller(const Compute& compute);

/// Faces without glasses, for a folder that ParsePhotos and readMeshes read: those of `source` that `folder`
/// does not have yet, the largest of each photo, get crop, label map and mesh there. Left out are pictures
/// held out of training, of which an attributes.csv says the people, and those that it says show glasses.
/// `alignments`: CSV file that keeps where faces lie (data/face_alignments.h); empty: none. `limit`: pictures
/// that are looked at, spread evenly; 0: all. Returns how many faces were labelled. Throws Error: Cancelled,
/// WriteFailed, NotFound where there is no face, and what PhotoFolders, the table and the detector throw.
std::size_t labelBareFaces(const PhotoSource& source, const std::filesystem::path& folder, std::size_t limit,
                           const std::filesystem::path& alignments, const FaceLabeller& label,
                           const Progress& progress = {});

}  // namespace pentimento
