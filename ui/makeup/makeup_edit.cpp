// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/makeup/makeup_edit.h"

#include <algorithm>

#include "ui/faces/remembered_face.h"

namespace pentimento {

bool Look::operator==(const Look& other) const {
  if (!picture || !other.picture) return picture == other.picture;
  if (picture == other.picture && index == other.index) return true;
  const MakeupReference &a = face().makeup, &b = other.face().makeup;
  return samePixels(a.texture, b.texture) && samePixels(a.labels, b.labels);
}

bool FaceMakeup::changesPhoto() const {
  const auto worn = [](double share) { return share > 0; };
  return look && shades.shade > 0 && std::any_of(shades.regions.begin(), shades.regions.end(), worn);
}

bool FaceMakeup::operator==(const FaceMakeup& other) const {
  return shades == other.shades && sameAlignment(face->face.alignment, other.face->face.alignment) &&
         look == other.look;
}

bool MakeupEdit::active() const {
  return enabled &&
         std::any_of(faces.begin(), faces.end(), [](const FaceMakeup& face) { return face.changesPhoto(); });
}

const FaceMakeup* MakeupEdit::find(const FacePointer& face) const {
  const auto found = remembered(faces, face, [](const FaceMakeup& known) { return known.face; });
  return found == faces.end() ? nullptr : &*found;
}

void MakeupEdit::put(const FaceMakeup& face) {
  const auto place = remembered(faces, face.face, [](const FaceMakeup& known) { return known.face; });
  if (place == faces.end()) {
    if (face.look) faces.push_back(face);
  } else if (!face.look) {
    faces.erase(place);
  } else {
    *place = face;
  }
}

}  // namespace pentimento
