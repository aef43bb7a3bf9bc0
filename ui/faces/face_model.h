// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>
#include <vector>

#include "ui/faces/face_item.h"

class QUndoStack;

namespace pentimento {

/// The faces of the open photo: those that the search found and those in boxes drawn by hand, which are undo
/// commands. A drawn face hides a found one that it covers. One face may be selected, one is under the
/// pointer. UI thread only.
class FaceModel : public QObject {
  Q_OBJECT
 public:
  using Faces = std::vector<FacePointer>;
  /// Where the pointer is on a face: a hover in the list shows on the canvas and the other way round.
  enum class Place { Canvas, List };

  explicit FaceModel(QUndoStack& undo, QObject* parent = nullptr);

  /// Found ones left to right, then drawn ones in the order of drawing.
  const Faces& faces() const { return shown_; }
  const Faces& found() const { return found_; }
  const Faces& drawn() const { return drawn_; }

  /// Of a photo that was opened, maybe once more; not undoable.
  void reset(Faces found, Faces drawn);
  void setFound(Faces found);
  void addDrawn(const FacePointer& face);
  /// Only drawn faces can be removed; for others nothing happens. What was changed on it goes with it, in one
  /// undo step, unless a found face takes its place.
  void remove(int index);
  bool removable(int index) const;

  int selected() const { return indexOf(selected_); }  ///< -1: none
  void select(int index);
  /// The selected face, or the only one; nullptr: none.
  FacePointer current() const;
  int hovered() const { return indexOf(hovered_); }  ///< -1: none
  Place hoverPlace() const { return place_; }
  void hover(int index, Place place);

  /// The smallest face whose box has this point (photo pixels); -1: none.
  int faceAt(const QPointF& photo) const;
  /// The face that a brush there is about: the current one as far as its crop reaches, else the one whose box
  /// has the point, else one whose crop has it (hair and neck lie outside the box); nullptr: none.
  FacePointer reachedAt(const QPointF& photo) const;
  /// The class there; where faces overlap, the larger one's. Nothing outside all crops or on background.
  std::optional<FaceClass> classAt(const QPointF& photo) const;
  int indexOf(const FacePointer& face) const;  ///< -1: not one of them
  /// From the farthest (smallest) to the nearest: the order to draw label maps in.
  Faces farToNear() const;

 Q_SIGNALS:
  void facesChanged();
  /// Within the undo step that removes it: what was changed on this face is to be taken back.
  void leaving(const pentimento::FacePointer& face);
  void selectionChanged(int index);
  void hoverChanged(int index);

 private:
  friend class ChangeDrawnFaces;
  void apply(Faces found, Faces drawn, const FacePointer& selected);
  FacePointer at(int index) const;

  QUndoStack& undo_;
  Faces found_, drawn_, shown_;
  FacePointer selected_, hovered_;
  Place place_ = Place::Canvas;
};

}  // namespace pentimento
