// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/attributes/attributes_work.h"

#include <algorithm>

#include "ui/faces/remembered_face.h"

namespace pentimento {

namespace {

/// What a face's networks said weighs some megabytes at most.
constexpr std::size_t mostSitters = 24;

Image noChange(const QSize& size) {
  return Image(cv::Mat(size.height(), size.width(), CV_8UC3, cv::Scalar::all(128)));
}

}  // namespace

std::string modelsOf(const AttributesEdit& edit, const AttributesInfo& info) {
  std::string names;
  for (const auto& [attribute, model] : info.models) {
    const bool used = std::any_of(edit.faces.begin(), edit.faces.end(),
                                  [&](const FaceAttributes& face) { return face.strength(attribute) != 0; });
    if (used) names += (names.empty() ? "" : ", ") + model;
  }
  return names;
}

AttributesWork::AttributesWork(std::unique_ptr<AttributesEngine> engine, RegenerateWork& regenerate)
    : engine_(std::move(engine)), regenerate_(regenerate) {}

AttributesWork::~AttributesWork() {
  sitters_.clear();
}

const AttributesInfo& AttributesWork::load() {
  const bool complete = info_ && (info_->models.size() == attributeCount || !sitters_.empty());
  if (!complete) info_ = engine_->load();
  return *info_;
}

void AttributesWork::reload() {
  forget();
  info_.reset();
}

void AttributesWork::forget() {
  sitters_.clear();
  results_.clear();
  residuals_.clear();
}

std::vector<AttributesWork::ChangedFace> AttributesWork::changedFaces(const PhotoEdits& edits) {
  std::vector<ChangedFace> result;
  if (!edits.attributes.enabled) return result;
  for (const FaceAttributes& face : edits.attributes.faces) {
    if (!face.change.changesPhoto()) continue;
    ChangedFace changed{face, {}};
    if (edits.regenerate.enabled) {
      for (const RegeneratedFace& below : edits.regenerate.faces) {
        if (mayOverlap(below->alignment, face.change.alignment)) changed.below.faces.push_back(below);
      }
    }
    result.push_back(std::move(changed));
  }
  return result;
}

Patches AttributesWork::patches(const LoadedPhoto& photo, int level, const PhotoEdits& edits,
                                const Progress& progress) {
  Patches all = regenerate_.patches(photo, level, edits.regenerate, progress);
  if (!edits.attributes.active()) return all;
  const Patches below = all;
  const Patches& own =
      results_[level].update(changedFaces(edits), [&](const ChangedFace& changed, const Patches& others) {
        const FacePlace place = placeOf(changed.face.change.alignment, photo, level);
        Patch patch{place.rect, {}};
        if (place.rect.isEmpty()) return patch;
        Image target = cut(photo, level, place.rect);
        lay(below, target, place.rect.topLeft());
        lay(others, target, place.rect.topLeft());
        patch.pixels = addLayer(target, place.alignment, layerOf(photo, changed, edits, progress));
        return patch;
      });
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

Image AttributesWork::apply(const LoadedPhoto& photo, const PhotoEdits& edits, const Progress& progress) {
  if (!edits.attributes.active()) return regenerate_.apply(photo, edits.regenerate, progress);
  const Patches all = patches(photo, photoItself, edits, progress);
  Image result = photo.photo.image.clone();
  lay(all, result, {0, 0});
  return result;
}

Image AttributesWork::residual(const LoadedPhoto& photo, int level, const QRect& rect,
                               const PhotoEdits& edits, const Progress& progress) {
  const Patches& patches =
      residuals_[level].update(changedFaces(edits), [&](const ChangedFace& changed, const Patches& others) {
        const FacePlace place = placeOf(changed.face.change.alignment, photo, level);
        Patch patch{place.rect, {}};
        if (place.rect.isEmpty()) return patch;
        Image target = noChange(place.rect.size());
        lay(others, target, place.rect.topLeft());
        const Image crop = residualPicture(layerOf(photo, changed, edits, progress));
        patch.pixels = photoFromCrop(crop, place.alignment, target);
        return patch;
      });
  Image result = noChange(rect.size());
  lay(patches, result, rect.topLeft());
  return result;
}

AttributeLayer AttributesWork::layerOf(const LoadedPhoto& photo, const ChangedFace& changed,
                                       const PhotoEdits& edits, const Progress& progress) {
  progress.throwIfStopped();
  const AttributesFace& face = changed.face.change;
  AttributeLayer layer = sitterFor(photo, changed, edits, progress).sum(face.strengths, face.kept, progress);
  if (photo.photo.greyscale && !layer.residual.empty()) layer.residual = withoutColour(layer.residual);
  return layer;
}

FaceLayers& AttributesWork::sitterFor(const LoadedPhoto& photo, const ChangedFace& changed,
                                      const PhotoEdits& edits, const Progress& progress) {
  if (!info_) load();
  const Alignment& alignment = changed.face.change.alignment;
  const auto known = std::find_if(sitters_.begin(), sitters_.end(), [&](const Sitter& sitter) {
    return sameAlignment(sitter.alignment, alignment) && sitter.below == changed.below;
  });
  if (known != sitters_.end()) {
    std::rotate(sitters_.begin(), known, known + 1);
  } else {
    const Image below = regenerate_.apply(photo, edits.regenerate, progress);
    sitters_.insert(sitters_.begin(), Sitter{alignment, changed.below, engine_->open(below, alignment)});
    if (sitters_.size() > mostSitters) sitters_.pop_back();
  }
  return *sitters_.front().layers;
}

}  // namespace pentimento
