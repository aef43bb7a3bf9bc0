// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <memory>
#include <vector>

#include "core/effects/makeup.h"
#include "ui/faces/face_item.h"

namespace pentimento {

/// Another picture, whose faces lend their make-up. Immutable, shared.
struct ReferencePicture {
  struct LentFace {
    QImage thumbnail;
    MakeupReference makeup;
  };
  QString name;                 ///< for people
  QString path;                 ///< absolute; where it will be, should it be kept, if it came without a file
  QImage picture;               ///< only where it came without a file
  std::vector<LentFace> faces;  ///< left to right, at least one
};

/// The make-up of one of its faces.
struct Look {
  std::shared_ptr<const ReferencePicture> picture;  ///< nullptr: none
  std::size_t index = 0;

  const ReferencePicture::LentFace& face() const { return picture->faces[index]; }
  explicit operator bool() const { return picture != nullptr; }
  /// By content.
  bool operator==(const Look& other) const;
};

/// How one face is made up. A value; pictures are shared.
struct FaceMakeup {
  FacePointer face;
  Look look;
  MakeupShades shades;

  bool changesPhoto() const;
  /// By content, the face by where it is.
  bool operator==(const FaceMakeup& other) const;
};

/// The make-up edit of the open photo.
struct MakeupEdit {
  bool enabled = true;
  std::vector<FaceMakeup> faces;  ///< those that have a look, in the order in which they were first made up

  /// Whether it changes the photo.
  bool active() const;
  bool operator==(const MakeupEdit&) const = default;

  /// How this face is made up, also where it was found anew since; nullptr: not at all.
  const FaceMakeup* find(const FacePointer& face) const;
  /// Replaces what is there for the face; without a look it is left out.
  void put(const FaceMakeup& face);
};

}  // namespace pentimento
