// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regenerate/regenerate_edit.h"

#include <algorithm>
#include <opencv2/core.hpp>

namespace pentimento {

namespace {

bool same(const Image& a, const Image& b) {
  if (a.mat().data == b.mat().data) return true;
  return a.mat().size() == b.mat().size() && a.mat().type() == b.mat().type() &&
         cv::norm(a.mat(), b.mat(), cv::NORM_INF) == 0;
}

bool same(const Alignment& a, const Alignment& b) {
  return a.centre == b.centre && a.x == b.x && a.y == b.y;
}

}  // namespace

bool sameSession(const RegenerateFace& a, const RegenerateFace& b) {
  if (!same(a.alignment, b.alignment) || a.style.has_value() != b.style.has_value()) return false;
  if (a.style && !(same(a.style->crop, b.style->crop) && same(a.style->labels, b.style->labels)))
    return false;
  return same(a.parsed, b.parsed);
}

bool sameFace(const RegenerateFace& a, const RegenerateFace& b) {
  return a.wholeFace == b.wholeFace && sameSession(a, b) && same(a.painted, b.painted);
}

bool RegenerateEdit::operator==(const RegenerateEdit& other) const {
  return enabled == other.enabled &&
         std::equal(faces.begin(), faces.end(), other.faces.begin(), other.faces.end(),
                    [](const auto& a, const auto& b) { return a == b || sameFace(*a, *b); });
}

}  // namespace pentimento
