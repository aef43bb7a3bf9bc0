// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/faces/face_model.h"

#include <QUndoCommand>
#include <QUndoStack>
#include <algorithm>
#include <utility>

namespace pentimento {

namespace {

/// From this overlap on two boxes are about the same face.
constexpr double sameFace = 0.4;

}  // namespace

/// From one set of drawn faces to another; the faces are shared, so both are kept whole.
class ChangeDrawnFaces : public QUndoCommand {
 public:
  ChangeDrawnFaces(FaceModel& model, const QString& text, FaceModel::Faces after, FacePointer selectedAfter)
      : QUndoCommand(text),
        model_(model),
        before_(model.drawn_),
        after_(std::move(after)),
        selectedBefore_(model.selected_),
        selectedAfter_(std::move(selectedAfter)) {}

  void undo() override { model_.apply(model_.found_, before_, selectedBefore_); }
  void redo() override { model_.apply(model_.found_, after_, selectedAfter_); }

 private:
  FaceModel& model_;
  FaceModel::Faces before_, after_;
  FacePointer selectedBefore_, selectedAfter_;
};

FaceModel::FaceModel(QUndoStack& undo, QObject* parent) : QObject(parent), undo_(undo) {}

void FaceModel::reset(Faces found, Faces drawn) {
  apply(std::move(found), std::move(drawn), nullptr);
}

void FaceModel::setFound(Faces found) {
  // A new search makes new objects: the selection goes to the face in the same place.
  FacePointer selected = selected_;
  if (selected && !selected->drawn) {
    const auto same = std::find_if(found.begin(), found.end(), [&](const FacePointer& face) {
      return overlap(face->box(), selected->box()) >= sameFace;
    });
    selected = same == found.end() ? nullptr : *same;
  }
  apply(std::move(found), drawn_, selected);
}

void FaceModel::addDrawn(const FacePointer& face) {
  Faces after = drawn_;
  // A second box around the same face is a better one.
  std::erase_if(after, [&](const FacePointer& old) { return overlap(old->box(), face->box()) >= sameFace; });
  after.push_back(face);
  undo_.push(new ChangeDrawnFaces(*this, tr("Draw a face box"), std::move(after), face));
}

bool FaceModel::removable(int index) const {
  const FacePointer face = at(index);
  return face && face->drawn;
}

void FaceModel::remove(int index) {
  if (!removable(index)) return;
  const FacePointer face = at(index);
  Faces after = drawn_;
  std::erase(after, face);
  const bool replaced = std::any_of(found_.begin(), found_.end(), [&](const FacePointer& other) {
    return overlap(other->box(), face->box()) >= sameFace;
  });
  const QString text = tr("Delete the face box");
  undo_.beginMacro(text);
  if (!replaced) Q_EMIT leaving(face);
  undo_.push(new ChangeDrawnFaces(*this, text, std::move(after), nullptr));
  undo_.endMacro();
}

void FaceModel::select(int index) {
  const FacePointer face = at(index);
  if (face == selected_) return;
  selected_ = face;
  Q_EMIT selectionChanged(selected());
}

FacePointer FaceModel::current() const {
  return !selected_ && shown_.size() == 1 ? shown_.front() : selected_;
}

void FaceModel::hover(int index, Place place) {
  const FacePointer face = at(index);
  if (face == hovered_ && (place == place_ || !face)) return;
  hovered_ = face;
  place_ = place;
  Q_EMIT hoverChanged(hovered());
}

int FaceModel::faceAt(const QPointF& photo) const {
  int best = -1;
  double area = 0;
  for (int index = 0; index < static_cast<int>(shown_.size()); ++index) {
    const QRectF box = at(index)->box();
    if (!box.contains(photo) || (best >= 0 && box.width() * box.height() >= area)) continue;
    best = index;
    area = box.width() * box.height();
  }
  return best;
}

FacePointer FaceModel::reachedAt(const QPointF& photo) const {
  const auto reaches = [&](const FacePointer& face) {
    return QRectF(0, 0, 1, 1).contains(face->photoFromCrop().inverted().map(photo));
  };
  if (current() && reaches(current())) return current();
  if (const int hit = faceAt(photo); hit >= 0) return at(hit);
  const Faces order = farToNear();
  const auto found = std::find_if(order.begin(), order.end(), reaches);
  return found == order.end() ? nullptr : *found;
}

FaceModel::Faces FaceModel::farToNear() const {
  Faces order = shown_;
  std::stable_sort(order.begin(), order.end(), [](const FacePointer& a, const FacePointer& b) {
    return a->face.alignment.side() < b->face.alignment.side();
  });
  return order;
}

std::optional<FaceClass> FaceModel::classAt(const QPointF& photo) const {
  const Faces order = farToNear();
  for (auto face = order.rbegin(); face != order.rend(); ++face) {
    const FaceClass found = (*face)->classAt(photo);
    if (found != FaceClass::Background) return found;
  }
  return std::nullopt;
}

void FaceModel::apply(Faces found, Faces drawn, const FacePointer& selected) {
  found_ = std::move(found);
  drawn_ = std::move(drawn);
  shown_ = found_;
  std::erase_if(shown_, [this](const FacePointer& face) {
    return std::any_of(drawn_.begin(), drawn_.end(), [&](const FacePointer& mine) {
      return overlap(face->box(), mine->box()) >= sameFace;
    });
  });
  shown_.insert(shown_.end(), drawn_.begin(), drawn_.end());
  selected_ = selected;
  selected_ = at(this->selected());
  hovered_ = at(hovered());
  Q_EMIT facesChanged();
  Q_EMIT selectionChanged(this->selected());
  Q_EMIT hoverChanged(hovered());
}

int FaceModel::indexOf(const FacePointer& face) const {
  const auto found = face ? std::find(shown_.begin(), shown_.end(), face) : shown_.end();
  return found == shown_.end() ? -1 : static_cast<int>(found - shown_.begin());
}

FacePointer FaceModel::at(int index) const {
  if (index < 0 || index >= static_cast<int>(shown_.size())) return nullptr;
  return shown_[static_cast<std::size_t>(index)];
}

}  // namespace pentimento
