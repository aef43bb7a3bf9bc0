// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regenerate/regenerate_edit.h"

#include <algorithm>

namespace pentimento {

namespace {

bool same(const Alignment& a, const Alignment& b) {
  return a.centre == b.centre && a.x == b.x && a.y == b.y;
}

}  // namespace

bool sameSession(const RegenerateFace& a, const RegenerateFace& b) {
  if (!same(a.alignment, b.alignment) || a.style.has_value() != b.style.has_value()) return false;
  if (a.style && !(samePixels(a.style->crop, b.style->crop) && samePixels(a.style->labels, b.style->labels)))
    return false;
  return samePixels(a.parsed, b.parsed);
}

bool sameFace(const RegenerateFace& a, const RegenerateFace& b) {
  return a.wholeFace == b.wholeFace && sameSession(a, b) && samePixels(a.painted, b.painted);
}

bool RegenerateEdit::operator==(const RegenerateEdit& other) const {
  return enabled == other.enabled &&
         std::equal(faces.begin(), faces.end(), other.faces.begin(), other.faces.end(),
                    [](const auto& a, const auto& b) { return a == b || sameFace(*a, *b); });
}

}  // namespace pentimento
