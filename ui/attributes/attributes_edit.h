// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/effects/attributes.h"
#include "ui/faces/face_item.h"

namespace pentimento {

/// What is changed on one face. A value; the pixels of `change.kept` are shared and never written.
struct FaceAttributes {
  /// Side of `change.kept`, where it is not empty.
  static constexpr int keptSide = 256;

  FacePointer face;
  AttributesFace change;

  explicit FaceAttributes(const FacePointer& face);
  double strength(Attribute attribute) const;
  /// Neither a slider was moved nor anything erased.
  bool untouched() const;
  /// By content, the face by where it is.
  bool operator==(const FaceAttributes& other) const;
};

/// The attributes edit of the open photo.
struct AttributesEdit {
  bool enabled = true;
  std::vector<FaceAttributes> faces;  ///< in the order in which they were first changed

  /// Whether it changes the photo.
  bool active() const;
  bool operator==(const AttributesEdit&) const = default;

  /// What is changed on this face, also where it was found anew since; nullptr: nothing.
  const FaceAttributes* find(const FacePointer& face) const;
  /// Replaces what is there for the face; what is untouched is left out.
  void put(const FaceAttributes& face);
};

}  // namespace pentimento
