// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>

#include "ui/faces/face_choice.h"
#include "ui/makeup/makeup_edit.h"

namespace pentimento {

/// What a slider of make-up moves: the make-up of one region, or all of it.
using MakeupSlider = std::optional<MakeupRegion>;
/// "Strength", "Lips", …, translated.
QString titleOf(const MakeupSlider& slider);
/// The slider's upper end.
double mostOf(const MakeupSlider& slider);

/// What the make-up panel does to the document's make-up edit, and to whose face. A drag is one undo command.
/// UI thread only.
class LooksModel : public QObject {
  Q_OBJECT
 public:
  /// Both must outlive this.
  LooksModel(DocumentModel& document, FaceModel& faces, QObject* parent = nullptr);

  /// The faces that the panel is about.
  FaceChoice& choice() { return choice_; }

  struct Worn {
    Look look;           ///< the first one; none: nobody wears any
    bool mixed = false;  ///< Whether the faces differ
  };
  Worn worn() const;
  /// Puts a look on these faces and switches the edit on; those that wear another keep their sliders.
  void putOn(const Look& look, const FaceModel::Faces& faces);
  /// Another face of the picture whose look the faces wear.
  void chooseFace(std::size_t index);
  void takeOff();
  void setEnabled(bool enabled);

  struct Position {
    double share = 1;    ///< the mean of those who wear make-up
    bool mixed = false;  ///< Whether they differ
  };
  Position position(const MakeupSlider& slider) const;
  /// Of all who wear make-up; switches the edit on. `gesture`: as DocumentModel.
  void move(const MakeupSlider& slider, double share, int gesture);

 Q_SIGNALS:
  void targetsChanged();
  /// By chooseFace, out of the picture that came from `path`.
  void faceChosen(const QString& path, std::size_t index);

 private:
  std::vector<FaceMakeup> wearers(const FaceModel::Faces& faces) const;
  std::vector<FaceMakeup> wearers() const { return wearers(choice_.targets()); }
  void takeOff(const FaceModel::Faces& faces);

  DocumentModel& document_;
  FaceChoice choice_;
};

}  // namespace pentimento
