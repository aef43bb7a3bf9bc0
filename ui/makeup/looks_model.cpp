// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/makeup/looks_model.h"

#include <algorithm>

#include "ui/document_model.h"
#include "ui/faces/face_texts.h"

namespace pentimento {

namespace {

double& shareOf(MakeupShades& shades, const MakeupSlider& slider) {
  return slider ? shades.regions[static_cast<std::size_t>(*slider)] : shades.shade;
}

}  // namespace

QString titleOf(const MakeupSlider& slider) {
  return slider ? titleOf(*slider) : LooksModel::tr("Strength");
}

double mostOf(const MakeupSlider& slider) {
  return slider ? 1 : maximumShade;
}

LooksModel::LooksModel(DocumentModel& document, FaceModel& faces, QObject* parent)
    : QObject(parent), document_(document), choice_(document, faces) {
  connect(&choice_, &FaceChoice::changed, this, &LooksModel::targetsChanged);
  connect(&faces, &FaceModel::leaving, this, [this](const FacePointer& face) { takeOff({face}); });
}

std::vector<FaceMakeup> LooksModel::wearers(const FaceModel::Faces& faces) const {
  std::vector<FaceMakeup> result;
  for (const FacePointer& face : faces) {
    if (const FaceMakeup* known = document_.makeup().find(face)) result.push_back(*known);
  }
  return result;
}

LooksModel::Worn LooksModel::worn() const {
  const auto faces = wearers();
  if (faces.empty()) return {};
  Worn worn{faces.front().look};
  worn.mixed = std::any_of(faces.begin(), faces.end(),
                           [&](const FaceMakeup& face) { return !(face.look == worn.look); });
  return worn;
}

void LooksModel::putOn(const Look& look, const FaceModel::Faces& faces) {
  MakeupEdit after = document_.makeup();
  after.enabled = true;
  for (const FacePointer& face : faces) {
    const FaceMakeup* known = after.find(face);
    FaceMakeup changed = known ? *known : FaceMakeup{face, {}, {}};
    changed.look = look;
    after.put(changed);
  }
  document_.changeMakeup(std::move(after), tr("Put on make-up"));
}

void LooksModel::chooseFace(std::size_t index) {
  const Worn now = worn();
  if (!now.look || index >= now.look.picture->faces.size()) return;
  putOn({now.look.picture, index}, choice_.targets());
  Q_EMIT faceChosen(now.look.picture->path, index);
}

void LooksModel::takeOff() {
  takeOff(choice_.targets());
}

void LooksModel::takeOff(const FaceModel::Faces& faces) {
  MakeupEdit after = document_.makeup();
  for (FaceMakeup face : wearers(faces)) {
    face.look = {};
    after.put(face);
  }
  document_.changeMakeup(std::move(after), tr("Take the make-up off"));
}

void LooksModel::setEnabled(bool enabled) {
  MakeupEdit after = document_.makeup();
  after.enabled = enabled;
  document_.changeMakeup(std::move(after), enabled ? tr("Put on make-up") : tr("Switch make-up off"));
}

LooksModel::Position LooksModel::position(const MakeupSlider& slider) const {
  auto faces = wearers();
  if (faces.empty()) return {};
  const double first = shareOf(faces.front().shades, slider);
  Position result{0};
  for (FaceMakeup& face : faces) {
    const double share = shareOf(face.shades, slider);
    result.mixed = result.mixed || share != first;
    result.share += share / static_cast<double>(faces.size());
  }
  return result;
}

void LooksModel::move(const MakeupSlider& slider, double share, int gesture) {
  auto faces = wearers();
  if (faces.empty()) return;
  MakeupEdit after = document_.makeup();
  after.enabled = true;
  for (FaceMakeup& face : faces) {
    shareOf(face.shades, slider) = std::clamp(share, 0.0, mostOf(slider));
    after.put(face);
  }
  document_.changeMakeup(std::move(after), titleOf(slider), gesture);
}

}  // namespace pentimento
