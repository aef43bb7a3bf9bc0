// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/analysis/teaching_face.h"
#include "ui/actions.h"
#include "ui/document_model.h"
#include "ui/faces/face_model.h"
#include "ui/regenerate/mask_brush.h"
#include "ui/regenerate/mask_model.h"
#include "ui/regenerate/mask_overlay.h"
#include "ui/tools/mask_brush_tool.h"

class QLabel;
class QVBoxLayout;

namespace pentimento {

class CanvasView;
class ClassPalette;
class Dialogs;

/// Corrects the label map of a face to learn from, with the editor's own brush and its keys. What is painted
/// has nothing to do with the open photo and its undo steps.
class LabelDialog : public QDialog {
  Q_OBJECT
 public:
  LabelDialog(const TeachingFace& face, Dialogs& dialogs, QWidget* parent = nullptr);
  ~LabelDialog() override;

  /// The corrected map, U8, FaceItem::maskSide²; empty: nothing was changed.
  Image labels() const;

  /// Asks first when something was painted.
  void reject() override;

 private:
  QLayout* brushRow();
  QLayout* viewRow();
  QLayout* undoRow();
  void useKeys();
  void refresh();

  Dialogs& dialogs_;
  DocumentModel document_;
  FaceModel faces_;
  MaskModel masks_;
  MaskBrush brush_;
  MaskOverlay overlay_;
  MaskBrushTool tool_;
  Actions actions_;
  CanvasView* canvas_;
  ClassPalette* palette_;
  QLabel* className_;
};

}  // namespace pentimento
