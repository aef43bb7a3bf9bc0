// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <utility>
#include <vector>

#include "ui/regenerate/face_mask.h"

namespace pentimento {

class DocumentModel;
class FaceModel;

/// The masks of the open photo's faces, the one being painted, and their way into the document: every stroke
/// and every other change is one undo command, after which the document knows the edit. UI thread only.
class MaskModel : public QObject {
  Q_OBJECT
 public:
  using MaskPointer = std::shared_ptr<FaceMask>;
  struct Stroke {
    PaintedClass paint;
    bool mirror = false;
  };

  /// Both must outlive this.
  MaskModel(DocumentModel& document, FaceModel& faces, QObject* parent = nullptr);

  /// The mask of the selected face, or of the only one; nullptr: none.
  const FaceMask* current() const { return current_.get(); }
  bool enabled() const { return enabled_; }
  /// Whether anything is painted on the current face.
  bool currentPainted() const;
  /// The face whose mask a stroke from this point would paint; nullptr: none.
  const FaceMask* maskAt(const QPointF& photo);

  /// A stroke begins: its face becomes the current one. `radius` in mask pixels. False: no face is there.
  bool beginStroke(const QPointF& photo, double radius, const Stroke& stroke);
  void continueStroke(const QPointF& photo, double radius);
  void endStroke();
  /// As if it had not been begun.
  void cancelStroke();
  bool painting() const { return before_.has_value(); }
  /// False: no face is there.
  bool fill(const QPointF& photo, const Stroke& stroke);
  std::optional<FaceClass> classAt(const QPointF& photo) const;

  void setEnabled(bool enabled);
  void setWholeFace(bool wholeFace);
  void setStyle(const StylePointer& style);
  /// Back to what the parser saw.
  void resetCurrent();
  /// New masks for faces as one step, maskSide².
  void import(const std::vector<std::pair<FacePointer, Image>>& masks);

  /// What goes into a project: the masks that the edit is made of, in its order; and back.
  std::vector<KeptMask> kept() const;
  void restore(const std::vector<KeptMask>& masks, bool enabled);

  /// For every shown face what is painted on it, or nullptr where nothing is.
  std::vector<std::pair<FacePointer, const FaceMask*>> shown() const;

 Q_SIGNALS:
  void currentChanged();                  ///< another face, or none
  void maskPainted(const QRect& region);  ///< of the current mask, mask pixels
  void settingsChanged();                 ///< on and off, style, whole face, or whether anything is painted

 private:
  friend class ChangePixels;
  friend class ChangeSettings;  // (the commands: mask_commands.h)
  struct Settings {
    bool enabled = true, wholeFace = false;
    StylePointer style;
    bool operator==(const Settings&) const = default;
  };
  void photoChanged();
  void followFaces();
  MaskPointer find(const FacePointer& face) const;
  MaskPointer maskOf(const FacePointer& face);
  Settings settings(const MaskPointer& mask) const;
  void takeBack(const FacePointer& face);
  void resetPixels(const MaskPointer& mask);
  void pushSettings(const MaskPointer& mask, const QString& text, const Settings& after);
  void pushPixels(const MaskPointer& mask, const Image& before, const QString& text);
  bool take(const QPointF& photo);
  FacePointer faceToPaint(const QPointF& photo) const;
  void dab(const Dab& from, const Dab& to);
  void touched(const MaskPointer& mask, const QRect& region);
  void publish();

  DocumentModel& document_;
  FaceModel& faces_;
  std::vector<MaskPointer> masks_;  // in the order in which they were first needed
  MaskPointer current_;
  bool enabled_ = true;
  std::optional<Image> before_;  // while a stroke is painted: the mask as it was
  Stroke stroke_;
  Dab last_;
};

}  // namespace pentimento
