// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>
#include <array>

namespace pentimento {

/// Everything that the user can do by menu, tool bar or key. Texts, icons and shortcuts stand in one table in
/// actions.cpp.
enum class ActionId {
  Open,
  Paste,
  Save,
  SaveAs,
  Export,
  Quit,
  ToolHint,
  ToolPan,
  ToolEyedropper,
  ToolFaceBox,
  ToolMask,
  RegenerateToggle,
  MaskPaint,
  MaskErase,
  MaskFill,
  MaskPick,
  MaskMirror,
  BrushSmaller,
  BrushLarger,
  ShowMask,
  MaskSolo,
  WholeFace,
  ResetMask,
  ImportMask,
  ExportMask,
  AttributesToggle,
  ResetAttributes,
  ShowResidual,
  ExportResidual,
  ToolAttributeEraser,
  RestoreErased,
  MakeupToggle,
  OpenLook,
  FavouriteLook,
  RemoveMakeup,
  ColouriseToggle,
  PlaceHint,
  DeleteHint,
  RemoveAllHints,
  FindFaces,
  DeleteFace,
  ZoomIn,
  ZoomOut,
  ZoomFit,
  ZoomActual,
  CompareResult,
  CompareWipe,
  CompareSideBySide,
  HoldOriginal,
  ShowFaceBoxes,
  ShowFaceLandmarks,
  ShowFaceLabels,
  ThemeSystem,
  ThemeLight,
  ThemeDark,
  Training,
  Preferences,
  Shortcuts,
  About,
  Count
};

/// The window's actions, made from the table; undo and redo come from the undo stack.
class Actions : public QObject {
  Q_OBJECT
 public:
  explicit Actions(QObject* parent = nullptr);
  QAction* operator[](ActionId id) const { return actions_[static_cast<std::size_t>(id)]; }
  const auto& all() const { return actions_; }

 private:
  std::array<QAction*, static_cast<std::size_t>(ActionId::Count)> actions_{};
};

/// Text, icon, tool tip and shortcuts for an action made elsewhere.
void decorate(QAction* action, const QString& icon, const QList<QKeySequence>& shortcuts);

}  // namespace pentimento
