// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>
#include <functional>
#include <memory>
#include <vector>

#include "core/analysis/teaching_face.h"
#include "core/data/photo_check.h"
#include "ui/faces/face_engine.h"

namespace pentimento {

/// What a photo holds to learn from: itself, or one of its faces.
struct Finding {
  static constexpr int thumbnailSide = 96;

  QImage thumbnail;    ///< thumbnailSide²
  QImage labelled;     ///< of a face: the thumbnail with its label map over it, half transparent
  QString objection;   ///< what speaks against learning from it; empty: nothing
  bool usable = true;  ///< Whether the user may take it in all the same
  PhotoCheck check;    ///< of a photo
  std::shared_ptr<const TeachingFace> face;  ///< null: the photo itself
};
/// Of a face; `thumbnail` as in Finding.
Finding findingOf(std::shared_ptr<const TeachingFace> face, const QImage& thumbnail);

/// Whether one of the two is enough to learn from.
bool looksAlike(const Finding& a, const Finding& b);

/// Looks at a photo, always on one and the same other thread; at least one finding, none of them usable where
/// there is nothing to learn from. Throws Error{Cancelled} alone.
using PhotoLook = std::function<std::vector<Finding>(const QString& file, const Progress& progress)>;

/// Each photo as it is.
PhotoLook lookAtPhotos();
/// The faces of each photo; what finds them is made and loaded for the first one.
PhotoLook lookForFaces(FaceEngineMaker make);

}  // namespace pentimento
