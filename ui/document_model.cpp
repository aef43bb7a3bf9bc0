// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document_model.h"

#include <QFileInfo>
#include <QUndoCommand>
#include <algorithm>
#include <functional>
#include <utility>

#include "ui/image_bridge.h"
#include "ui/panels/swatches.h"

namespace pentimento {

namespace {

/// From one state of an edit to another. The states are small, so both are kept whole.
template <class State>
class ChangeState : public QUndoCommand {
 public:
  using Apply = std::function<void(const State&)>;
  /// `kind`: of commands that may merge, all of this State.
  ChangeState(Apply apply, int kind, int gesture, const QString& text, State before, State after)
      : QUndoCommand(text),
        apply_(std::move(apply)),
        kind_(kind),
        gesture_(gesture),
        before_(std::move(before)),
        after_(std::move(after)) {}

  void undo() override { apply_(before_); }
  void redo() override { apply_(after_); }
  int id() const override { return kind_; }

  bool mergeWith(const QUndoCommand* other) override {
    const auto* next = static_cast<const ChangeState*>(other);  // same id(), so the same class
    if (gesture_ == DocumentModel::noGesture || next->gesture_ != gesture_) return false;
    after_ = next->after_;
    setObsolete(before_ == after_);
    return true;
  }

 private:
  Apply apply_;
  int kind_, gesture_;
  State before_, after_;
};

struct ColouriseMoment {
  ColouriseState state;
  int selected;
  /// Which hint is selected is no change.
  bool operator==(const ColouriseMoment& other) const { return state == other.state; }
};

}  // namespace

DocumentModel::DocumentModel(QObject* parent)
    : QObject(parent), current_(swatchGroups().front().colours.front()) {}

void DocumentModel::setPhoto(std::shared_ptr<const LoadedPhoto> photo, const QString& project) {
  photo_ = std::move(photo);
  project_ = project;
  undo_.clear();
  saved_ = {};
  edits_.regenerate = {};
  edits_.attributes = {};
  edits_.makeup = {};
  apply({}, -1);
  Q_EMIT photoChanged();
}

void DocumentModel::restore(const PhotoEdits& edits) {
  apply(edits.attributes);
  apply(edits.makeup);
  apply(edits.colourise, -1);
}

void DocumentModel::setProject(const QString& path) {
  if (path == project_) return;
  project_ = path;
  Q_EMIT nameChanged();
}

void DocumentModel::markSaved(const PhotoEdits& edits) {
  saved_ = edits;
  Q_EMIT modifiedChanged(isModified());
}

void DocumentModel::setRegenerate(RegenerateEdit edit) {
  if (edit == edits_.regenerate) return;
  edits_.regenerate = std::move(edit);
  Q_EMIT regenerateChanged();
  Q_EMIT modifiedChanged(isModified());
}

void DocumentModel::changeAttributes(AttributesEdit after, const QString& text, int gesture) {
  if (!hasPhoto() || after == edits_.attributes) return;
  const auto apply = [this](const AttributesEdit& edit) { this->apply(edit); };
  undo_.push(new ChangeState<AttributesEdit>(apply, static_cast<int>(Change::Attributes), gesture, text,
                                             edits_.attributes, std::move(after)));
}

void DocumentModel::apply(const AttributesEdit& edit) {
  edits_.attributes = edit;
  Q_EMIT attributesChanged();
  Q_EMIT modifiedChanged(isModified());
}

void DocumentModel::changeMakeup(MakeupEdit after, const QString& text, int gesture) {
  if (!hasPhoto() || after == edits_.makeup) return;
  const auto apply = [this](const MakeupEdit& edit) { this->apply(edit); };
  undo_.push(new ChangeState<MakeupEdit>(apply, static_cast<int>(Change::Makeup), gesture, text,
                                         edits_.makeup, std::move(after)));
}

void DocumentModel::apply(const MakeupEdit& edit) {
  edits_.makeup = edit;
  Q_EMIT makeupChanged();
  Q_EMIT modifiedChanged(isModified());
}

QString DocumentModel::path() const {
  return hasPhoto() ? QString::fromStdU16String(photo_->photo.path.u16string()) : QString();
}

QString DocumentModel::displayName() const {
  if (!hasPhoto()) return {};
  if (!project_.isEmpty()) return QFileInfo(project_).fileName();
  return path().isEmpty() ? tr("Pasted picture") : QFileInfo(path()).fileName();
}

int DocumentModel::newGesture() {
  static int last = noGesture;
  return ++last;
}

void DocumentModel::setColouriseEnabled(bool enabled) {
  ColouriseState after = edits_.colourise;
  after.enabled = enabled;
  push(Change::Enabled, enabled ? tr("Colourise") : tr("Switch colours off"), after, selected_, noGesture);
}

int DocumentModel::addHint(const QPointF& point, const QColor& colour) {
  ColouriseState after = edits_.colourise;
  const QPointF inside = clamped(point);
  after.enabled = true;
  after.parameters.hints.push_back({inside.x(), inside.y(), fromQColor(colour)});
  const int index = static_cast<int>(after.parameters.hints.size()) - 1;
  push(Change::AddHint, tr("Add hint"), after, index, noGesture);
  return index;
}

void DocumentModel::moveHint(int index, const QPointF& point, int gesture) {
  ColouriseState after = edits_.colourise;
  ColourHint& hint = after.parameters.hints.at(static_cast<std::size_t>(index));
  const QPointF inside = clamped(point);
  hint.x = inside.x();
  hint.y = inside.y();
  push(Change::MoveHint, tr("Move hint"), after, index, gesture);
}

void DocumentModel::setHintColour(int index, const QColor& colour, int gesture) {
  ColouriseState after = edits_.colourise;
  after.parameters.hints.at(static_cast<std::size_t>(index)).rgb = fromQColor(colour);
  push(Change::HintColour, tr("Change hint colour"), after, index, gesture);
}

void DocumentModel::removeHint(int index) {
  ColouriseState after = edits_.colourise;
  auto& hints = after.parameters.hints;
  hints.erase(hints.begin() + index);
  // The neighbour becomes selected, so that pressing Delete again goes on.
  push(Change::RemoveHint, tr("Delete hint"), after, std::min(index, static_cast<int>(hints.size()) - 1),
       noGesture);
}

void DocumentModel::removeAllHints() {
  if (hints().empty()) return;
  ColouriseState after = edits_.colourise;
  after.parameters.hints.clear();
  push(Change::RemoveAllHints, tr("Remove all hints"), after, -1, noGesture);
}

void DocumentModel::setSaturation(double saturation, int gesture) {
  ColouriseState after = edits_.colourise;
  after.parameters.saturation = std::clamp(saturation, 0.0, 2.0);
  push(Change::Saturation, tr("Saturation"), after, selected_, gesture);
}

void DocumentModel::selectHint(int index) {
  if (index < 0 || index >= static_cast<int>(hints().size())) index = -1;
  if (index == selected_) return;
  selected_ = index;
  Q_EMIT selectionChanged(index);
}

void DocumentModel::chooseColour(const QColor& colour, int gesture) {
  if (!colour.isValid()) return;
  if (colour != current_) {
    current_ = colour;
    Q_EMIT currentColourChanged(colour);
  }
  if (selected_ >= 0) setHintColour(selected_, colour, gesture);
}

void DocumentModel::push(Change change, const QString& text, ColouriseState after, int selectedAfter,
                         int gesture) {
  if (!hasPhoto() || after == edits_.colourise) return;
  const auto apply = [this](const ColouriseMoment& moment) { this->apply(moment.state, moment.selected); };
  undo_.push(new ChangeState<ColouriseMoment>(apply, static_cast<int>(change), gesture, text,
                                              {edits_.colourise, selected_},
                                              {std::move(after), selectedAfter}));
}

void DocumentModel::apply(const ColouriseState& state, int selected) {
  const bool changed = !(state == edits_.colourise);
  edits_.colourise = state;
  const bool reselected = selected != selected_;
  selected_ = selected;
  if (changed) Q_EMIT colouriseChanged();
  if (changed) Q_EMIT modifiedChanged(isModified());
  if (reselected) Q_EMIT selectionChanged(selected_);
}

QPointF DocumentModel::clamped(const QPointF& point) const {
  if (!hasPhoto()) return point;
  const QSize size = photo_->size();
  return {std::clamp(point.x(), 0.0, size.width() - 1.0), std::clamp(point.y(), 0.0, size.height() - 1.0)};
}

}  // namespace pentimento
