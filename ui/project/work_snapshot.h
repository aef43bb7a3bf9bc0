// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/document/project.h"
#include "ui/faces/face_model.h"
#include "ui/photo_edits.h"
#include "ui/photo_pyramid.h"
#include "ui/regenerate/face_mask.h"

namespace pentimento {

/// The open photo and everything that was done to it, at one moment. A value: other threads save it.
struct WorkSnapshot {
  std::shared_ptr<const LoadedPhoto> photo;
  PhotoEdits edits;
  std::vector<KeptMask> masks;  ///< those of edits.regenerate.faces, in their order
  bool searched = false;        ///< Whether faces were looked for
  FaceModel::Faces found, drawn;
  QString project;  ///< the file it belongs to; empty: none yet
};

/// What a project file keeps of it. Packs pictures, so it takes a while for many faces. Throws Error.
Project projectOf(const WorkSnapshot& work);

/// The work in a project, its photo decoded. Throws Error: what decodePhoto throws; Unsupported (an edit that
/// a newer Pentimento made), InvalidArgument (an edit does not fit the photo or its faces). Messages begin
/// with `name`.
WorkSnapshot workFrom(Project project, const std::string& name);

/// readProject and workFrom: the work in a file, which is then its project, unless another program made it.
WorkSnapshot readWork(const std::filesystem::path& path);

}  // namespace pentimento
