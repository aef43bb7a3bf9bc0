// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/attributes/sliders_model.h"

#include <algorithm>

#include "ui/document_model.h"
#include "ui/faces/face_model.h"
#include "ui/faces/face_texts.h"

namespace pentimento {

namespace {

constexpr int keptSide = FaceAttributes::keptSide;

/// How much of the brush's effect there is at this share of its radius: soft towards the edge, so that what
/// was erased shows no seam.
double softness(double distance) {
  constexpr double core = 0.5;
  const double t = std::clamp((1 - distance) / (1 - core), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

/// A copy of `kept` with the stroke in it; `kept` itself where nothing changed.
Image erased(const Image& kept, const Dab& from, const Dab& to, bool restore) {
  cv::Mat result = kept.empty() ? cv::Mat(keptSide, keptSide, CV_8U, cv::Scalar(255)) : kept.mat().clone();
  bool changed = false;
  alongStroke(from, to, {0, 0, keptSide, keptSide}, [&](int x, int y, double distance) {
    auto& pixel = result.at<std::uint8_t>(y, x);
    const int full = qRound(255 * softness(distance));
    const int next = restore ? std::max<int>(pixel, full) : std::min<int>(pixel, 255 - full);
    changed = changed || next != pixel;
    pixel = static_cast<std::uint8_t>(next);
  });
  return changed ? Image(result) : kept;
}

}  // namespace

SlidersModel::SlidersModel(DocumentModel& document, FaceModel& faces, QObject* parent)
    : QObject(parent), document_(document), faces_(faces), choice_(document, faces) {
  connect(&document, &DocumentModel::photoChanged, this, &SlidersModel::endStroke);
  connect(&choice_, &FaceChoice::changed, this, &SlidersModel::targetsChanged);
  connect(&faces, &FaceModel::leaving, this, [this](const FacePointer& face) { reset({face}); });
}

FaceAttributes SlidersModel::attributesOf(const FacePointer& face) const {
  const FaceAttributes* known = document_.attributes().find(face);
  return known ? *known : FaceAttributes(face);
}

SlidersModel::Position SlidersModel::position(Attribute attribute) const {
  const auto faces = choice_.targets();
  Position result;
  for (const FacePointer& face : faces) {
    const double strength = attributesOf(face).strength(attribute);
    result.mixed = result.mixed || strength != attributesOf(faces.front()).strength(attribute);
    result.strength += strength / static_cast<double>(faces.size());
  }
  return result;
}

void SlidersModel::setStrength(Attribute attribute, double strength, int gesture) {
  AttributesEdit after = document_.attributes();
  after.enabled = true;
  for (const FacePointer& face : choice_.targets()) {
    FaceAttributes changed = attributesOf(face);
    changed.change.strengths[static_cast<std::size_t>(attribute)] =
        std::clamp(strength, -maximumStrength, maximumStrength);
    after.put(changed);
  }
  document_.changeAttributes(std::move(after), titleOf(attribute), gesture);
}

bool SlidersModel::touched() const {
  const auto faces = choice_.targets();
  return std::any_of(faces.begin(), faces.end(), [this](const FacePointer& face) {
    return document_.attributes().find(face) != nullptr;
  });
}

void SlidersModel::reset() {
  reset(choice_.targets());
}

void SlidersModel::reset(const FaceModel::Faces& faces) {
  endStroke();
  AttributesEdit after = document_.attributes();
  for (const FacePointer& face : faces) {
    // At the place of what is remembered of it, which may be where it was found before.
    FaceAttributes untouched = attributesOf(face);
    untouched.change.strengths = {};
    untouched.change.kept = {};
    after.put(untouched);
  }
  document_.changeAttributes(std::move(after), tr("Reset the attributes"));
}

void SlidersModel::setEnabled(bool enabled) {
  AttributesEdit after = document_.attributes();
  after.enabled = enabled;
  document_.changeAttributes(std::move(after),
                             enabled ? tr("Change attributes") : tr("Switch attributes off"));
}

FacePointer SlidersModel::erasableAt(const QPointF& photo) const {
  const FacePointer face = faces_.reachedAt(photo);
  const FaceAttributes* known = face ? document_.attributes().find(face) : nullptr;
  const bool changed = known && document_.attributes().enabled && known->change.strengths != Strengths{};
  return changed ? known->face : nullptr;
}

bool SlidersModel::beginStroke(const QPointF& photo, double radius, bool restore) {
  endStroke();
  const FacePointer face = erasableAt(photo);
  if (!face) return false;
  if (!choice_.all()) faces_.select(faces_.indexOf(faces_.reachedAt(photo)));
  stroke_ = Stroke{attributesOf(face), DocumentModel::newGesture(), restore, {}};
  stroke_->last = dabAt(photo, radius);
  dab(stroke_->last);
  return true;
}

void SlidersModel::continueStroke(const QPointF& photo, double radius) {
  if (stroke_) dab(dabAt(photo, radius));
}

void SlidersModel::cancelStroke() {
  if (!stroke_) return;
  put(stroke_->before);
  endStroke();
}

Dab SlidersModel::dabAt(const QPointF& photo, double radius) const {
  const QPointF unit = stroke_->before.face->photoFromCrop().inverted().map(photo);
  return {unit * keptSide, radius * keptSide / FaceItem::maskSide};
}

void SlidersModel::dab(const Dab& to) {
  // From what the document has now: an undo may have come in between.
  FaceAttributes face = attributesOf(stroke_->before.face);
  face.change.kept = erased(face.change.kept, stroke_->last, to, stroke_->restore);
  stroke_->last = to;
  put(face);
}

void SlidersModel::put(const FaceAttributes& face) {
  AttributesEdit after = document_.attributes();
  after.put(face);
  document_.changeAttributes(std::move(after), strokeText(), stroke_->gesture);
}

QString SlidersModel::strokeText() const {
  return stroke_->restore ? tr("Bring back what was erased") : tr("Erase what was changed");
}

}  // namespace pentimento
