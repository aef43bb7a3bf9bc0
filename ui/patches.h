// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "core/face/alignment.h"
#include "ui/photo_pyramid.h"

namespace pentimento {

/// What an edit of a face changes in a rendition of the photo.
struct Patch {
  QRect rect;  ///< pixels of the rendition
  Image pixels;
};
using Patches = std::vector<Patch>;

/// Puts the patches over `part`, the rendition's pixels from `corner` on. `part` is written: nobody else
/// holds it.
void lay(const Patches& patches, Image& part, const QPoint& corner);

/// Renditions of a photo: the levels of its pyramid, and the photo's own pixels.
constexpr int photoItself = -1;
QSize sizeOf(const LoadedPhoto& photo, int level);
/// A part of a rendition, as pixels that may be written.
Image cut(const LoadedPhoto& photo, int level, const QRect& rect);

/// Where a face's crop lies in a rendition.
struct FacePlace {
  QRect rect;           ///< pixels of the rendition; empty: outside
  Alignment alignment;  ///< in pixels of `rect`
};
/// `alignment`: in pixels of the photo.
FacePlace placeOf(const Alignment& alignment, const LoadedPhoto& photo, int level);

/// Whether the crops' circles meet.
bool mayOverlap(const Alignment& a, const Alignment& b);

/// In a black-and-white photo a changed face must not be the only thing with colour. RGB, any depth.
Image withoutColour(const Image& rgb);

/// The patches of faces that may lie over each other, made in order, each over those before it.
template <class Face, class Same = std::equal_to<>>
class PatchStack {
 public:
  /// What is as before and lies over nothing new stays as it is; the rest is made anew:
  /// make(face, patches below) -> Patch. Where it throws, all is as before.
  template <class Make>
  const Patches& update(const std::vector<Face>& faces, const Make& make) {
    Patches next;
    std::vector<QRect> renewed;
    for (const Face& face : faces) {
      const std::size_t old = indexIn(faces_, face);
      if (stays(old, faces, renewed)) {
        next.push_back(patches_[old]);
      } else {
        Patch patch = make(face, std::as_const(next));
        renewed.push_back(patch.rect);
        next.push_back(std::move(patch));
      }
    }
    faces_ = faces;
    patches_ = std::move(next);
    return patches_;
  }

 private:
  static std::size_t indexIn(const std::vector<Face>& faces, const Face& face) {
    const auto same = [&](const Face& one) { return Same()(one, face); };
    return static_cast<std::size_t>(std::find_if(faces.begin(), faces.end(), same) - faces.begin());
  }

  bool stays(std::size_t old, const std::vector<Face>& faces, const std::vector<QRect>& renewed) const {
    if (old == faces_.size()) return false;
    const QRect& rect = patches_[old].rect;
    for (const QRect& other : renewed) {
      if (other.intersects(rect)) return false;
    }
    // What lay below it may be there no longer.
    for (std::size_t below = 0; below < old; ++below) {
      if (patches_[below].rect.intersects(rect) && indexIn(faces, faces_[below]) == faces.size())
        return false;
    }
    return true;
  }

  std::vector<Face> faces_;
  Patches patches_;
};

}  // namespace pentimento
