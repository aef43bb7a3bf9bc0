// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/attributes/attributes_edit.h"

#include <algorithm>

#include "ui/faces/remembered_face.h"

namespace pentimento {

FaceAttributes::FaceAttributes(const FacePointer& item) : face(item) {
  change.alignment = item->face.alignment;
}

double FaceAttributes::strength(Attribute attribute) const {
  return change.strengths[static_cast<std::size_t>(attribute)];
}

bool FaceAttributes::untouched() const {
  return change.strengths == Strengths{} && change.kept.empty();
}

bool FaceAttributes::operator==(const FaceAttributes& other) const {
  const AttributesFace &a = change, &b = other.change;
  return a.strengths == b.strengths && sameAlignment(a.alignment, b.alignment) &&
         (a.kept.mat().data == b.kept.mat().data || samePixels(a.kept, b.kept));
}

bool AttributesEdit::active() const {
  return enabled && std::any_of(faces.begin(), faces.end(),
                                [](const FaceAttributes& face) { return face.change.changesPhoto(); });
}

const FaceAttributes* AttributesEdit::find(const FacePointer& face) const {
  const auto found = remembered(faces, face, [](const FaceAttributes& known) { return known.face; });
  return found == faces.end() ? nullptr : &*found;
}

void AttributesEdit::put(const FaceAttributes& face) {
  const auto place = remembered(faces, face.face, [](const FaceAttributes& known) { return known.face; });
  if (place == faces.end()) {
    if (!face.untouched()) faces.push_back(face);
  } else if (face.untouched()) {
    faces.erase(place);
  } else {
    *place = face;
  }
}

}  // namespace pentimento
