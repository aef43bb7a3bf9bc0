// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regenerate/regenerate_edit.h"

#include <algorithm>

#include "ui/faces/remembered_face.h"

namespace pentimento {

bool sameSession(const RegenerateFace& a, const RegenerateFace& b) {
  if (!sameAlignment(a.alignment, b.alignment) || a.style.has_value() != b.style.has_value()) return false;
  if (a.style && !(samePixels(a.style->crop, b.style->crop) && samePixels(a.style->labels, b.style->labels)))
    return false;
  return samePixels(a.parsed, b.parsed);
}

bool SameFace::operator()(const RegeneratedFace& a, const RegeneratedFace& b) const {
  if (a == b) return true;
  return a->wholeFace == b->wholeFace && sameSession(*a, *b) && samePixels(a->painted, b->painted);
}

bool RegenerateEdit::operator==(const RegenerateEdit& other) const {
  return enabled == other.enabled &&
         std::equal(faces.begin(), faces.end(), other.faces.begin(), other.faces.end(), SameFace());
}

}  // namespace pentimento
