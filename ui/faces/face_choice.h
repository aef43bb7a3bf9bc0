// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/faces/face_model.h"

namespace pentimento {

class DocumentModel;

/// Whose faces a panel's sliders are about: the current one of the face model, or all of them. UI thread
/// only.
class FaceChoice : public QObject {
  Q_OBJECT
 public:
  /// Both must outlive this.
  FaceChoice(DocumentModel& document, FaceModel& faces, QObject* parent = nullptr);

  /// Whether all faces are meant: because that was asked for, or because none is chosen.
  bool all() const;
  /// As long as no face is chosen in the face model.
  void chooseAll();
  /// As if it had been chosen in the face model.
  void choose(int index) { faces_.select(index); }
  /// The faces that are meant.
  FaceModel::Faces targets() const;
  const FaceModel& faces() const { return faces_; }

 Q_SIGNALS:
  void changed();

 private:
  FaceModel& faces_;
  bool all_ = false;
};

}  // namespace pentimento
