// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "core/base/progress.h"
#include "core/data/photo_folders.h"
#include "core/face/alignment.h"

namespace pentimento {

/// By file stem: where the crop of the largest face of a picture lies, in the pixels
/// of the picture as PhotoFolders gives it; nothing where none was found.
using FaceAlignments = std::map<std::string, std::optional<Alignment>>;

/// Alignments kept in a CSV file, so that faces are looked for once: stem, centre and half-axis x of the
/// square; empty columns where there is no face. A file that does not exist is empty. Throws
/// Error{Unreadable} naming file and line.
FaceAlignments readAlignments(const std::filesystem::path& csv);
/// Atomic; folders are made. Throws Error{WriteFailed}.
void writeAlignments(const std::filesystem::path& csv, const FaceAlignments& alignments);

/// Short side to which PhotoFolders reduces the pictures that alignments are kept of.
inline constexpr int alignedShortSide = 512;

/// Looks for the faces of those `pictures` (indices) that `alignments` does not have yet. Takes about 30 ms a
/// picture of 0.03 megapixels. Returns how many were looked at. Throws Error: Cancelled, and what
/// FaceDetector throws.
std::size_t completeAlignments(FaceAlignments& alignments, const PhotoFolders& photos,
                               const std::vector<std::size_t>& pictures, const Progress& progress = {});

}  // namespace pentimento
