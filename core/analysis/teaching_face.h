// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "core/analysis/face_analyser.h"
#include "core/face/trait.h"

namespace pentimento {

/// Side of the crops that networks of faces learn from, pixels: what they see (SPEC 1).
inline constexpr int teachingFaceSide = 256;

/// A face of a photo as something to learn from, and what there is to say of it before one does.
struct TeachingFace {
  Image crop;             ///< aligned, RGB, U8, teachingFaceSide x teachingFaceSide
  Image labels;           ///< label map of it (face/label_map.h), U8, square
  Landmarks landmarks{};  ///< pixels of the crop
  double side = 0;        ///< of the crop in the photo, pixels
  bool small = false;     ///< the side is below half of what the crop has: more than half of it is made up
  bool blurred = false;   ///< nothing in the middle of the crop is sharp
  TraitMarks marks;       ///< what a classifier or the user says of it
  bool covered = false;   ///< skin, eyes, brows, nose and mouth together are less than an eighth of the crop
};

/// `face`: as FaceAnalyser found it in `photo` (RGB, any depth). Throws Error{InvalidArgument} without a
/// label map.
TeachingFace teachingFace(const Image& photo, const Face& face);

/// The same with another label map (U8, square), which a user corrected. Throws Error{InvalidArgument}.
TeachingFace relabelled(TeachingFace face, const Image& labels);

/// Whether two crops show the same picture of a face, maybe in another size, compression or alignment.
bool looksAlike(const TeachingFace& a, const TeachingFace& b);

/// FOLDER/images/NAME.png and FOLDER/masks/NAME.png, as ParsePhotos reads them; makes the folders. Throws
/// Error{WriteFailed}.
void writeTeachingFace(const std::filesystem::path& folder, const std::string& name,
                       const TeachingFace& face);

/// FOLDER/images/NAME.png, FOLDER/attributes.csv and FOLDER/alignments.csv, as AttributePhotos and
/// MakeupFaces read them, of faces whose mark of `trait` is known, by name (no comma in it); no label maps.
/// Throws Error: InvalidArgument where it is not known, WriteFailed.
void writeMarkedFaces(const std::filesystem::path& folder, Trait trait,
                      const std::map<std::string, std::shared_ptr<const TeachingFace>>& faces);

}  // namespace pentimento
