// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/effects/colourise.h"
#include "ui/attributes/attributes_edit.h"
#include "ui/makeup/makeup_edit.h"
#include "ui/regenerate/regenerate_edit.h"

namespace pentimento {

/// The colourise edit of the open photo.
struct ColouriseState {
  bool enabled = false;
  ColouriseParameters parameters;
  bool operator==(const ColouriseState&) const = default;
};

/// Everything that is done to the photo, applied in a fixed order: faces are regenerated, then their
/// attributes changed, then they are made up, then the result is colourised. So make-up lies on the face as
/// it is in the end, and a generated patch gets its colours from where the rest of the photo gets them.
struct PhotoEdits {
  RegenerateEdit regenerate;
  AttributesEdit attributes;
  MakeupEdit makeup;
  ColouriseState colourise;

  /// Whether the result differs from the photo.
  bool active() const {
    return colourise.enabled || regenerate.active() || attributes.active() || makeup.active();
  }
  bool operator==(const PhotoEdits&) const = default;
};

}  // namespace pentimento
