// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/makeup/makeup_work.h"

#include <algorithm>

#include "ui/faces/remembered_face.h"

namespace pentimento {

namespace {

/// What a session keeps of a face weighs some ten megabytes.
constexpr std::size_t mostPlaces = 8;

}  // namespace

MakeupWork::MakeupWork(std::unique_ptr<MakeupEngine> engine, AttributesWork& below)
    : engine_(std::move(engine)), attributes_(below) {}

MakeupWork::~MakeupWork() {
  places_.clear();
}

const EngineInfo& MakeupWork::load() {
  if (!info_) info_ = engine_->load();
  return *info_;
}

void MakeupWork::warmUp() {
  load();
  engine_->warmUp();
}

void MakeupWork::reload() {
  forget();
  info_.reset();
}

void MakeupWork::forget() {
  places_.clear();
  results_.clear();
}

std::vector<MakeupWork::PaintedFace> MakeupWork::paintedFaces(const PhotoEdits& edits, bool moving) const {
  std::vector<PaintedFace> result;
  if (!edits.makeup.enabled) return result;
  for (const FaceMakeup& face : edits.makeup.faces) {
    if (!face.changesPhoto()) continue;
    PaintedFace painted{face, {}, {}};
    const Alignment& place = face.face->face.alignment;
    if (edits.regenerate.enabled) {
      for (const RegeneratedFace& below : edits.regenerate.faces)
        if (mayOverlap(below->alignment, place)) painted.below.regenerate.faces.push_back(below);
    }
    if (edits.attributes.enabled) {
      for (const FaceAttributes& below : edits.attributes.faces)
        if (mayOverlap(below.change.alignment, place)) painted.below.attributes.faces.push_back(below);
    }
    painted.seen = painted.below;
    const auto known = std::find_if(places_.begin(), places_.end(),
                                    [&](const Place& one) { return sameAlignment(one.alignment, place); });
    if (moving && known != places_.end()) painted.seen = known->seen;
    result.push_back(std::move(painted));
  }
  return result;
}

Patches MakeupWork::patches(const LoadedPhoto& photo, int level, const PhotoEdits& edits, bool moving,
                            const Progress& progress) {
  Patches all = attributes_.patches(photo, level, edits, progress);
  if (!edits.makeup.active()) return all;
  const Patches below = all;
  const auto paint = [&](const PaintedFace& painted, const Patches& others) {
    const FacePlace place = placeOf(painted.face.face->face.alignment, photo, level);
    Patch patch{place.rect, {}};
    if (place.rect.isEmpty()) return patch;
    const AttributeLayer layer = layerOf(photo, painted, edits, progress);
    Image target = cut(photo, level, place.rect);
    lay(below, target, place.rect.topLeft());
    lay(others, target, place.rect.topLeft());
    patch.pixels = addLayer(target, place.alignment, layer);
    return patch;
  };
  const Patches& own = results_[level].update(paintedFaces(edits, moving), paint);
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

Image MakeupWork::apply(const LoadedPhoto& photo, const PhotoEdits& edits, const Progress& progress) {
  if (!edits.makeup.active()) return attributes_.apply(photo, edits, progress);
  const Patches all = patches(photo, photoItself, edits, false, progress);
  Image result = photo.photo.image.clone();
  lay(all, result, {0, 0});
  return result;
}

AttributeLayer MakeupWork::layerOf(const LoadedPhoto& photo, const PaintedFace& painted,
                                   const PhotoEdits& edits, const Progress& progress) {
  progress.throwIfStopped();
  const FaceMakeup& face = painted.face;
  MakeupSitter& sitter = sitterFor(photo, painted, edits, progress);
  AttributeLayer layer = sitter.layer(face.look.face().makeup, face.shades, progress);
  if (photo.photo.greyscale && !layer.residual.empty()) layer.residual = withoutColour(layer.residual);
  return layer;
}

MakeupSitter& MakeupWork::sitterFor(const LoadedPhoto& photo, const PaintedFace& painted,
                                    const PhotoEdits& edits, const Progress& progress) {
  load();
  const Alignment& alignment = painted.face.face->face.alignment;
  const auto known = std::find_if(places_.begin(), places_.end(), [&](const Place& place) {
    return sameAlignment(place.alignment, alignment) && place.seen == painted.seen;
  });
  if (known != places_.end()) {
    std::rotate(places_.begin(), known, known + 1);
  } else {
    const Image below = attributes_.apply(photo, edits, progress);
    places_.insert(places_.begin(), Place{alignment, painted.seen, engine_->open(below, alignment)});
    if (places_.size() > mostPlaces) places_.pop_back();
  }
  return *places_.front().sitter;
}

}  // namespace pentimento
