// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <utility>
#include <vector>

#include "ui/faces/face_item.h"

namespace pentimento {

/// Masks as files, PNGs of class numbers as large as the photo, as `pentimento analyse --mask` writes them.
/// No Qt widgets: runs on the worker's thread. Everything throws Error naming the file.

/// What a file says about each face: its parsed map, but where the file differs from what was seen in the
/// photo, the file's (see paintedLabels). So a file that was only written and read again changes nothing.
std::vector<std::pair<FacePointer, Image>> readMask(const std::filesystem::path& png,
                                                    const std::vector<FacePointer>& faces,
                                                    const Image& photo);

/// A face with its mask; an empty mask: as it was seen.
using MaskedFace = std::pair<FacePointer, Image>;
void writeMask(const std::filesystem::path& png, const std::vector<MaskedFace>& faces, const Image& photo);

}  // namespace pentimento
