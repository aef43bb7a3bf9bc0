// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QObject>
#include <QPointF>
#include <QUndoStack>
#include <memory>

#include "ui/photo_edits.h"
#include "ui/photo_pyramid.h"

namespace pentimento {

/// What the window edits: one photo, its edits, the undo stack, and the selected hint. Views listen to the
/// signals; every change of an edit is one undo command. UI thread only.
class DocumentModel : public QObject {
  Q_OBJECT
 public:
  explicit DocumentModel(QObject* parent = nullptr);

  /// Replaces the photo: edit, selection and history start anew. nullptr closes it. `project`: the file that
  /// keeps the work, if there is one.
  void setPhoto(std::shared_ptr<const LoadedPhoto> photo, const QString& project = {});
  /// Edits as they were saved, but for the regenerated faces (setRegenerate); nothing to undo.
  void restore(const PhotoEdits& edits);
  const std::shared_ptr<const LoadedPhoto>& photo() const { return photo_; }
  bool hasPhoto() const { return photo_ != nullptr; }
  /// Path of the opened file, empty for the clipboard.
  QString path() const;
  /// Path of the project file; empty: none yet.
  const QString& project() const { return project_; }
  void setProject(const QString& path);
  /// Name for titles and messages: the project's, else the photo's.
  QString displayName() const;

  const PhotoEdits& edits() const { return edits_; }
  const ColouriseState& colourise() const { return edits_.colourise; }
  const std::vector<ColourHint>& hints() const { return colourise().parameters.hints; }
  const RegenerateEdit& regenerate() const { return edits_.regenerate; }
  /// For the undo commands of the mask model, which keeps what the edit is made of.
  void setRegenerate(RegenerateEdit edit);
  const AttributesEdit& attributes() const { return edits_.attributes; }
  const MakeupEdit& makeup() const { return edits_.makeup; }
  QUndoStack& undoStack() { return undo_; }
  /// Whether the edits differ from those last saved. Not every undo command is an edit: face boxes are not.
  bool isModified() const { return !(edits_ == saved_); }
  /// `edits` were written.
  void markSaved(const PhotoEdits& edits);

  /// Changes that share a gesture and a kind become one undo command: a drag, a slider's way, a burst of key
  /// presses.
  static constexpr int noGesture = 0;
  static int newGesture();

  /// `text`: of the undo command.
  void changeAttributes(AttributesEdit after, const QString& text, int gesture = noGesture);
  void changeMakeup(MakeupEdit after, const QString& text, int gesture = noGesture);

  void setColouriseEnabled(bool enabled);
  /// Places a hint (photo pixels, clamped to the photo), selects it, switches the edit on. Returns its index.
  int addHint(const QPointF& point, const QColor& colour);
  void moveHint(int index, const QPointF& point, int gesture = noGesture);
  void setHintColour(int index, const QColor& colour, int gesture = noGesture);
  void removeHint(int index);
  void removeAllHints();
  /// Clamped to [0, 2].
  void setSaturation(double saturation, int gesture = noGesture);

  int selectedHint() const { return selected_; }  ///< -1: none
  void selectHint(int index);

  /// The colour that the next hint gets.
  QColor currentColour() const { return current_; }
  /// Makes `colour` current and, with a hint selected, gives it to that hint.
  void chooseColour(const QColor& colour, int gesture = noGesture);

 Q_SIGNALS:
  void photoChanged();
  void nameChanged();
  void colouriseChanged();
  void regenerateChanged();
  void attributesChanged();
  void makeupChanged();
  void modifiedChanged(bool modified);
  void selectionChanged(int index);
  void currentColourChanged(const QColor& colour);

 private:
  enum class Change {
    Enabled,
    AddHint,
    MoveHint,
    HintColour,
    RemoveHint,
    RemoveAllHints,
    Saturation,
    Attributes,
    Makeup
  };
  void push(Change change, const QString& text, ColouriseState after, int selectedAfter, int gesture);
  void apply(const ColouriseState& state, int selected);
  void apply(const AttributesEdit& edit);
  void apply(const MakeupEdit& edit);
  QPointF clamped(const QPointF& point) const;

  std::shared_ptr<const LoadedPhoto> photo_;
  QString project_;
  PhotoEdits edits_, saved_;
  QUndoStack undo_;
  int selected_ = -1;
  QColor current_;
};

}  // namespace pentimento
