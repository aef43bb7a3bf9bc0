// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document_model.h"

#include <QFileInfo>
#include <QUndoCommand>
#include <algorithm>
#include <utility>

#include "ui/image_bridge.h"
#include "ui/panels/swatches.h"

namespace pentimento {

/// From one state of the colourise edit to another. The states are small, so both are kept whole.
class ChangeColourise : public QUndoCommand {
 public:
  struct Moment {
    ColouriseState state;
    int selected;
  };

  ChangeColourise(DocumentModel& document, int kind, int gesture, const QString& text, Moment before,
                  Moment after)
      : QUndoCommand(text),
        document_(document),
        kind_(kind),
        gesture_(gesture),
        before_(std::move(before)),
        after_(std::move(after)) {}

  void undo() override { document_.apply(before_.state, before_.selected); }
  void redo() override { document_.apply(after_.state, after_.selected); }
  int id() const override { return kind_; }

  bool mergeWith(const QUndoCommand* other) override {
    const auto* next = static_cast<const ChangeColourise*>(other);  // same id(), so the same class
    if (gesture_ == DocumentModel::noGesture || next->gesture_ != gesture_) return false;
    after_ = next->after_;
    setObsolete(before_.state == after_.state);
    return true;
  }

 private:
  DocumentModel& document_;
  int kind_, gesture_;
  Moment before_, after_;
};

DocumentModel::DocumentModel(QObject* parent)
    : QObject(parent), current_(swatchGroups().front().colours.front()) {}

void DocumentModel::setPhoto(std::shared_ptr<const LoadedPhoto> photo) {
  photo_ = std::move(photo);
  undo_.clear();
  saved_ = {};
  edits_.regenerate = {};
  apply({}, -1);
  Q_EMIT photoChanged();
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

QString DocumentModel::path() const {
  return hasPhoto() ? QString::fromStdU16String(photo_->photo.path.u16string()) : QString();
}

QString DocumentModel::displayName() const {
  if (!hasPhoto()) return {};
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
  undo_.push(new ChangeColourise(*this, static_cast<int>(change), gesture, text,
                                 {edits_.colourise, selected_}, {std::move(after), selectedAfter}));
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
