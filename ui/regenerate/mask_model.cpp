// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regenerate/mask_model.h"

#include <QUndoStack>
#include <algorithm>

#include "ui/document_model.h"
#include "ui/faces/face_model.h"
#include "ui/faces/remembered_face.h"
#include "ui/regenerate/mask_commands.h"

namespace pentimento {

namespace {

RegeneratedFace snapshotOf(const FaceMask& mask) {
  auto face = std::make_shared<RegenerateFace>();
  face->alignment = mask.face->face.alignment;
  face->parsed = mask.parsed;
  face->painted = mask.painted.clone();  // the brush goes on writing
  face->wholeFace = mask.wholeFace;
  if (mask.style) face->style = mask.style->reference;
  return face;
}

}  // namespace

MaskModel::MaskModel(DocumentModel& document, FaceModel& faces, QObject* parent)
    : QObject(parent), document_(document), faces_(faces) {
  connect(&document, &DocumentModel::photoChanged, this, &MaskModel::photoChanged);
  connect(&faces, &FaceModel::facesChanged, this, &MaskModel::followFaces);
  connect(&faces, &FaceModel::selectionChanged, this, &MaskModel::followFaces);
  connect(&faces, &FaceModel::leaving, this, &MaskModel::takeBack);
}

void MaskModel::photoChanged() {
  before_.reset();
  masks_.clear();
  enabled_ = true;
  current_.reset();
  followFaces();
  Q_EMIT currentChanged();
  Q_EMIT settingsChanged();
}

void MaskModel::followFaces() {
  const FacePointer face = faces_.current();
  const MaskPointer next = face ? maskOf(face) : nullptr;
  if (next == current_) return;
  cancelStroke();
  current_ = next;
  Q_EMIT currentChanged();
  Q_EMIT settingsChanged();
}

MaskModel::MaskPointer MaskModel::find(const FacePointer& face) const {
  const auto found = remembered(masks_, face, [](const MaskPointer& mask) { return mask->face; });
  return found == masks_.end() ? nullptr : *found;
}

MaskModel::MaskPointer MaskModel::maskOf(const FacePointer& face) {
  if (face->parsed.empty()) return nullptr;
  if (const MaskPointer known = find(face)) return known;
  masks_.push_back(std::make_shared<FaceMask>(face));
  return masks_.back();
}

bool MaskModel::currentPainted() const {
  return current_ && !samePixels(current_->parsed, current_->painted);
}

std::vector<std::pair<FacePointer, const FaceMask*>> MaskModel::shown() const {
  std::vector<std::pair<FacePointer, const FaceMask*>> result;
  for (const FacePointer& face : faces_.faces()) result.emplace_back(face, find(face).get());
  return result;
}

FacePointer MaskModel::faceToPaint(const QPointF& photo) const {
  // What is painted on may be the face as it was found before.
  return current_ && current_->contains(photo) ? current_->face : faces_.reachedAt(photo);
}

const FaceMask* MaskModel::maskAt(const QPointF& photo) {
  const FacePointer face = faceToPaint(photo);
  return face ? maskOf(face).get() : nullptr;
}

bool MaskModel::take(const QPointF& photo) {
  const FacePointer face = faceToPaint(photo);
  if (!face || face->parsed.empty()) return false;
  if (!current_ || current_->face != face) faces_.select(faces_.indexOf(face));
  return current_ != nullptr;
}

bool MaskModel::beginStroke(const QPointF& photo, double radius, const Stroke& stroke) {
  endStroke();
  if (!take(photo)) return false;
  before_ = current_->painted.clone();
  stroke_ = stroke;
  last_ = {current_->toMask(photo), radius};
  dab(last_, last_);
  return true;
}

void MaskModel::continueStroke(const QPointF& photo, double radius) {
  if (!before_) return;
  const Dab next{current_->toMask(photo), radius};
  dab(last_, next);
  last_ = next;
}

void MaskModel::dab(const Dab& from, const Dab& to) {
  touched(current_, paintStroke(*current_, from, to, stroke_.paint));
  if (!stroke_.mirror) return;
  const PaintedClass other = stroke_.paint ? PaintedClass(mirrored(*stroke_.paint)) : PaintedClass();
  touched(current_, paintStroke(*current_, {current_->mirroredPoint(from.at), from.radius},
                                {current_->mirroredPoint(to.at), to.radius}, other));
}

void MaskModel::endStroke() {
  if (!before_) return;
  const Image before = *std::exchange(before_, std::nullopt);
  pushPixels(current_, before, stroke_.paint ? tr("Paint the mask") : tr("Erase in the mask"));
}

void MaskModel::cancelStroke() {
  if (!before_) return;
  const Image before = *std::exchange(before_, std::nullopt);
  const QRect region = changedRegion(before, current_->painted);
  before.mat().copyTo(current_->painted.mat());
  touched(current_, region);
}

bool MaskModel::fill(const QPointF& photo, const Stroke& stroke) {
  endStroke();
  if (!take(photo)) return false;
  const Image before = current_->painted.clone();
  const QPointF at = current_->toMask(photo), opposite = current_->mirroredPoint(at);
  const FaceClass was = current_->classAt(at);
  fillRegion(*current_, at, stroke.paint);
  // The other side too where it is the same thing: an eye and an eye, not an eye and the hair over the other
  // one.
  if (stroke.mirror && current_->classAt(opposite) == mirrored(was))
    fillRegion(*current_, opposite, stroke.paint ? PaintedClass(mirrored(*stroke.paint)) : PaintedClass());
  pushPixels(current_, before, tr("Fill in the mask"));
  return true;
}

std::optional<FaceClass> MaskModel::classAt(const QPointF& photo) const {
  if (!current_ || !current_->contains(photo)) return std::nullopt;
  return current_->classAt(current_->toMask(photo));
}

void MaskModel::setEnabled(bool enabled) {
  Settings after = settings(current_);
  after.enabled = enabled;
  pushSettings(current_, enabled ? tr("Regenerate") : tr("Switch regenerating off"), after);
}

void MaskModel::setWholeFace(bool wholeFace) {
  Settings after = settings(current_);
  after.wholeFace = wholeFace;
  if (current_)
    pushSettings(current_, wholeFace ? tr("Regenerate the whole face") : tr("Regenerate the change alone"),
                 after);
}

void MaskModel::setStyle(const StylePointer& style) {
  Settings after = settings(current_);
  after.style = style;
  if (current_) pushSettings(current_, tr("Change the style"), after);
}

void MaskModel::resetCurrent() {
  endStroke();
  if (current_) resetPixels(current_);
}

void MaskModel::resetPixels(const MaskPointer& mask) {
  const Image before = mask->painted.clone();
  mask->parsed.mat().copyTo(mask->painted.mat());
  pushPixels(mask, before, tr("Reset the mask"));
}

void MaskModel::import(const std::vector<std::pair<FacePointer, Image>>& masks) {
  endStroke();
  document_.undoStack().beginMacro(tr("Import a mask"));
  for (const auto& [face, labels] : masks) {
    const MaskPointer mask = maskOf(face);
    if (!mask) continue;
    const Image before = mask->painted.clone();
    labels.mat().copyTo(mask->painted.mat());
    pushPixels(mask, before, tr("Import a mask"));
  }
  document_.undoStack().endMacro();
}

std::vector<KeptMask> MaskModel::kept() const {
  std::vector<KeptMask> result;
  for (const MaskPointer& mask : masks_)
    if (mask->changesPhoto() && mask->snapshot) result.push_back({mask->face, mask->snapshot, mask->style});
  return result;
}

void MaskModel::restore(const std::vector<KeptMask>& masks, bool enabled) {
  endStroke();
  enabled_ = enabled;
  for (const KeptMask& one : masks) {
    const MaskPointer mask = maskOf(one.face);
    if (!mask) continue;
    mask->parsed = one.painted->parsed;
    mask->painted = one.painted->painted.clone();  // the brush goes on writing
    mask->wholeFace = one.painted->wholeFace;
    mask->style = one.style;
    mask->snapshot.reset();
    if (mask == current_) Q_EMIT maskPainted(QRect(0, 0, FaceItem::maskSide, FaceItem::maskSide));
  }
  publish();
}

void MaskModel::takeBack(const FacePointer& face) {
  endStroke();
  const MaskPointer mask = find(face);
  if (!mask) return;
  resetPixels(mask);
  pushSettings(mask, tr("Reset the mask"), {enabled_, false, nullptr});
}

MaskModel::Settings MaskModel::settings(const MaskPointer& mask) const {
  return {enabled_, mask && mask->wholeFace, mask ? mask->style : nullptr};
}

void MaskModel::pushSettings(const MaskPointer& mask, const QString& text, const Settings& after) {
  endStroke();
  if (!document_.hasPhoto() || after == settings(mask)) return;
  document_.undoStack().push(new ChangeSettings(*this, mask, after, text));
}

void MaskModel::pushPixels(const MaskPointer& mask, const Image& before, const QString& text) {
  const QRect region = changedRegion(before, mask->painted);
  if (!region.isEmpty()) document_.undoStack().push(new ChangePixels(*this, mask, before, region, text));
}

void MaskModel::touched(const MaskPointer& mask, const QRect& region) {
  if (region.isEmpty()) return;
  mask->snapshot.reset();
  if (mask == current_) Q_EMIT maskPainted(region);
}

void MaskModel::publish() {
  RegenerateEdit edit;
  edit.enabled = enabled_;
  for (const MaskPointer& mask : masks_) {
    if (!mask->changesPhoto()) continue;
    if (!mask->snapshot) mask->snapshot = snapshotOf(*mask);
    edit.faces.push_back(mask->snapshot);
  }
  document_.setRegenerate(std::move(edit));
  Q_EMIT settingsChanged();
}

}  // namespace pentimento
