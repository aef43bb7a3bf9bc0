// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

#include "ui/faces/face_item.h"

namespace pentimento {

/// Which of the things that are remembered of faces is about this one: a new search makes new faces, so the
/// one whose box overlaps most is meant. `faceOf(*it)`: the FacePointer of one. The end: none.
template <class Range, class FaceOf>
auto remembered(Range& range, const FacePointer& face, const FaceOf& faceOf) {
  /// From this overlap on, a face that was found anew is the one that was edited.
  constexpr double sameBox = 0.4;
  const auto same = [&](const auto& one) { return faceOf(one) == face; };
  auto best = std::find_if(range.begin(), range.end(), same);
  if (best != range.end()) return best;
  double most = sameBox;
  for (auto it = range.begin(); it != range.end(); ++it) {
    const double both = overlap(faceOf(*it)->box(), face->box());
    if (both < most) continue;
    best = it;
    most = both;
  }
  return best;
}

/// Whether both are the same square of the photo.
inline bool sameAlignment(const Alignment& a, const Alignment& b) {
  return a.centre == b.centre && a.x == b.x && a.y == b.y;
}

}  // namespace pentimento
