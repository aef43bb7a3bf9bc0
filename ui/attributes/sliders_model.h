// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>

#include "ui/attributes/attributes_edit.h"
#include "ui/faces/face_choice.h"
#include "ui/tools/dab.h"

namespace pentimento {

/// What the sliders and the eraser do to the document's attributes edit, and to whose face. A drag is one
/// undo command, so is a stroke. UI thread only.
class SlidersModel : public QObject {
  Q_OBJECT
 public:
  /// Both must outlive this.
  SlidersModel(DocumentModel& document, FaceModel& faces, QObject* parent = nullptr);

  /// The faces that a slider moves.
  FaceChoice& choice() { return choice_; }

  struct Position {
    double strength = 0;  ///< the mean
    bool mixed = false;   ///< Whether the targets differ
  };
  Position position(Attribute attribute) const;
  /// Of all targets, -1.5 to 1.5; switches the edit on. `gesture`: as DocumentModel.
  void setStrength(Attribute attribute, double strength, int gesture);
  /// Whether any target was touched; resetting puts back sliders and what was erased.
  bool touched() const;
  void reset();
  void setEnabled(bool enabled);

  /// The face that a stroke from there would erase on; nullptr: none.
  FacePointer erasableAt(const QPointF& photo) const;
  /// Erases what was changed, or brings it back. `radius` in mask pixels (of FaceItem::maskSide). False:
  /// nothing is changed there.
  bool beginStroke(const QPointF& photo, double radius, bool restore);
  void continueStroke(const QPointF& photo, double radius);
  void endStroke() { stroke_.reset(); }
  /// As if it had not been begun.
  void cancelStroke();

 Q_SIGNALS:
  void targetsChanged();

 private:
  struct Stroke {
    FaceAttributes before;
    int gesture = 0;
    bool restore = false;
    Dab last;
  };
  FaceAttributes attributesOf(const FacePointer& face) const;
  void reset(const FaceModel::Faces& faces);
  Dab dabAt(const QPointF& photo, double radius) const;
  void dab(const Dab& to);
  void put(const FaceAttributes& face);
  QString strokeText() const;

  DocumentModel& document_;
  FaceModel& faces_;
  FaceChoice choice_;
  std::optional<Stroke> stroke_;
};

}  // namespace pentimento
