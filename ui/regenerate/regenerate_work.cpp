// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regenerate/regenerate_work.h"

#include <algorithm>

namespace pentimento {

/// A face being painted. A session holds the face's features, so not many are kept.
struct RegenerateWork::Painter {
  static constexpr std::size_t most = 4;

  RegeneratedFace face;  // the session fits all that sameSession calls so
  std::unique_ptr<FaceRegenerator> generator;
  Image painted, generated;  // the last result and what it was made from
};

RegenerateWork::RegenerateWork(std::unique_ptr<RegenerateEngine> engine) : engine_(std::move(engine)) {}

RegenerateWork::~RegenerateWork() {
  painters_.clear();
}

const EngineInfo& RegenerateWork::load() {
  if (!info_) info_ = engine_->load();
  return *info_;
}

void RegenerateWork::reload() {
  forget();
  info_.reset();
}

void RegenerateWork::forget() {
  painters_.clear();
  renditions_.clear();
}

Image RegenerateWork::apply(const LoadedPhoto& photo, const RegenerateEdit& edit, const Progress& progress) {
  if (!edit.active()) return photo.photo.image;
  const Patches& all = patches(photo, photoItself, edit, progress);
  Image result = photo.photo.image.clone();
  lay(all, result, {0, 0});
  return result;
}

const Patches& RegenerateWork::patches(const LoadedPhoto& photo, int level, const RegenerateEdit& edit,
                                       const Progress& progress) {
  static const Patches none;
  if (!edit.active()) return none;
  return renditions_[level].update(edit.faces, [&](const RegeneratedFace& face, const Patches& below) {
    return patchFor(photo, level, face, below, progress);
  });
}

Patch RegenerateWork::patchFor(const LoadedPhoto& photo, int level, const RegeneratedFace& face,
                               const Patches& below, const Progress& progress) {
  const FacePlace place = placeOf(face->alignment, photo, level);
  Patch patch{place.rect, {}};
  if (place.rect.isEmpty()) return patch;
  const Image& made = generated(photo, face, progress);
  Image target = cut(photo, level, place.rect);
  lay(below, target, place.rect.topLeft());
  patch.pixels = engine_->blend(target, place.alignment, made, engine_->mask(*face), progress);
  return patch;
}

const Image& RegenerateWork::generated(const LoadedPhoto& photo, const RegeneratedFace& face,
                                       const Progress& progress) {
  Painter& painter = painterFor(photo, face);
  if (!painter.generated.empty() && samePixels(painter.painted, face->painted)) return painter.generated;
  progress.throwIfStopped();
  const Image made = painter.generator->generate(face->painted, progress);
  painter.generated = photo.photo.greyscale ? withoutColour(made) : made;
  painter.painted = face->painted;
  return painter.generated;
}

RegenerateWork::Painter& RegenerateWork::painterFor(const LoadedPhoto& photo, const RegeneratedFace& face) {
  load();
  const auto known = std::find_if(painters_.begin(), painters_.end(),
                                  [&](const auto& painter) { return sameSession(*painter->face, *face); });
  if (known != painters_.end()) {
    std::rotate(painters_.begin(), known, known + 1);
    return *painters_.front();
  }
  auto painter = std::make_unique<Painter>();
  painter->face = face;
  painter->generator = engine_->open(photo.photo.image, *face);
  painters_.insert(painters_.begin(), std::move(painter));
  if (painters_.size() > Painter::most) painters_.pop_back();
  return *painters_.front();
}

}  // namespace pentimento
