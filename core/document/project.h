// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/analysis/face_analyser.h"
#include "core/document/edit_stack.h"
#include "core/image/image.h"

namespace pentimento {

/// A face as a project keeps it. Its position map is left out: effects make their own.
struct ProjectFace {
  Face face;
  bool drawn = false;  ///< in a box drawn by hand
  bool listed = true;  ///< false: a later search no longer found it, but an edit is about it
};
void to_json(nlohmann::json& json, const ProjectFace& face);
/// Throws Error{InvalidArgument} for anything but what to_json writes.
void from_json(const nlohmann::json& json, ProjectFace& face);

/// Unfinished work: a photo with what was done to it, so that another day goes on from there.
struct Project {
  std::vector<std::uint8_t> photo;  ///< the opened file, byte for byte: any format that decodePhoto reads
  std::string name;                 ///< of the photo's file, "anna.jpg"; for people
  std::filesystem::path origin;     ///< where that was; empty: it never was a file
  bool foreign = false;  ///< another program's file: a photo without edits, which is never overwritten
  EditStack edits;
  bool searched = false;           ///< Whether faces were looked for, so that none is an answer too
  std::vector<ProjectFace> faces;  ///< in the order of the window
  /// What only the editor knows: an object, not looked into.
  nlohmann::json notes = nlohmann::json::object();
};

/// A layer over the photo, for other programs.
struct ProjectLayer {
  Image pixels;  ///< RGB, U8 or U16, as large as the photo
  Image alpha;   ///< one channel, the same depth; empty: opaque
};

/// What lies between two pictures of one size and depth, as a layer over `below`: opaque where they differ,
/// transparent (and black) where they do not.
ProjectLayer differenceLayer(const Image& below, const Image& above);

/// Writes a project file: OpenRaster (https://www.openraster.org), which GIMP and Krita open, with the photo
/// at the bottom and a layer for each kind of edit above it. What Pentimento reads again lies beside them, in
/// pentimento/: project.json and the photo's own file. Pictures for others have 8 bits a channel.
class ProjectWriter {
 public:
  /// The next layer upwards; the first is the photo itself. Packed at once, so that one picture is in memory,
  /// not all. Throws Error: InvalidArgument (another size than the first, another kind), WriteFailed.
  void addLayer(const std::string& name, const ProjectLayer& layer);
  /// What all layers come to. Without it (and without layers) only Pentimento can read the file.
  void setResult(const ProjectLayer& result);

  /// Atomic: on any failure an existing file survives. Throws Error: InvalidArgument (`path` is the opened
  /// photo itself, which is never overwritten), WriteFailed.
  void write(const std::filesystem::path& path, const Project& project) const;

 private:
  struct Packed {
    std::string name, file;
    std::vector<std::uint8_t> png;
  };
  void checkSize(const ProjectLayer& layer);

  int width_ = 0, height_ = 0;
  std::vector<Packed> layers_;
  std::vector<std::uint8_t> merged_, thumbnail_;
};

/// Whether this is a project's name: .ora in any case.
bool isProjectPath(const std::filesystem::path& path);

/// Reads what ProjectWriter wrote. The .ora of another program gives its merged picture as a photo without
/// edits, whose origin is `path`. Files come from strangers: nothing is unpacked to the disk, and sizes are
/// checked before memory is taken. Throws Error naming the file: NotFound, Unreadable (no such file,
/// damaged), Unsupported (made by a newer Pentimento, too large).
Project readProject(const std::filesystem::path& path);

}  // namespace pentimento
