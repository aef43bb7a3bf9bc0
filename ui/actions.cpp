// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions.h"

#include <QCoreApplication>
#include <QKeySequence>

#include "ui/icons.h"

namespace pentimento {

namespace {

struct ActionRow {
  ActionId id;
  const char* name;       // objectName, for tests and style
  const char* text;       // translated in the context "Actions"
  const char* icon;       // "" none
  const char* shortcuts;  // portable text, separated by "; "
  bool checkable;
};

// clang-format off
constexpr ActionRow rows[] = {
    {ActionId::Open, "open", QT_TRANSLATE_NOOP("Actions", "&Open…"), "open", "Ctrl+O", false},
    {ActionId::Paste, "paste", QT_TRANSLATE_NOOP("Actions", "&Paste as photo"), "paste", "Ctrl+V", false},
    {ActionId::Save, "save", QT_TRANSLATE_NOOP("Actions", "&Save"), "save", "Ctrl+S", false},
    {ActionId::SaveAs, "saveAs", QT_TRANSLATE_NOOP("Actions", "Save &as…"), "", "Ctrl+Shift+S", false},
    {ActionId::Export, "export", QT_TRANSLATE_NOOP("Actions", "&Export…"), "export", "Ctrl+Shift+E", false},
    {ActionId::Quit, "quit", QT_TRANSLATE_NOOP("Actions", "&Quit"), "", "Ctrl+Q", false},
    {ActionId::ToolHint, "toolHint", QT_TRANSLATE_NOOP("Actions", "Colour &hint"), "hint", "H", true},
    {ActionId::ToolPan, "toolPan", QT_TRANSLATE_NOOP("Actions", "&Move the view"), "pan", "G", true},
    {ActionId::ToolEyedropper, "toolEyedropper", QT_TRANSLATE_NOOP("Actions", "&Take a colour from the photo"), "eyedropper", "I", true},
    {ActionId::ToolFaceBox, "toolFaceBox", QT_TRANSLATE_NOOP("Actions", "&Box around a face"), "face-box", "B", true},
    {ActionId::ToolMask, "toolMask", QT_TRANSLATE_NOOP("Actions", "&Paint a face's mask"), "mask", "P", true},
    {ActionId::RegenerateToggle, "regenerate", QT_TRANSLATE_NOOP("Actions", "&Regenerate what is painted"), "", "Ctrl+R", true},
    {ActionId::MaskPaint, "maskPaint", QT_TRANSLATE_NOOP("Actions", "Mask &brush"), "brush", "D", true},
    {ActionId::MaskErase, "maskErase", QT_TRANSLATE_NOOP("Actions", "Mask &eraser: back to what was seen"), "eraser", "E", true},
    {ActionId::MaskFill, "maskFill", QT_TRANSLATE_NOOP("Actions", "&Fill a region of the mask"), "fill", "F", true},
    {ActionId::MaskPick, "maskPick", QT_TRANSLATE_NOOP("Actions", "Take a &class from the mask"), "eyedropper", "C", true},
    {ActionId::MaskMirror, "maskMirror", QT_TRANSLATE_NOOP("Actions", "Paint &both sides of the face"), "mirror", "X", true},
    {ActionId::BrushSmaller, "brushSmaller", QT_TRANSLATE_NOOP("Actions", "Sma&ller brush"), "", "[", false},
    {ActionId::BrushLarger, "brushLarger", QT_TRANSLATE_NOOP("Actions", "Lar&ger brush"), "", "]", false},
    {ActionId::ShowMask, "showMask", QT_TRANSLATE_NOOP("Actions", "Painted &mask"), "", "M", true},
    {ActionId::MaskSolo, "maskSolo", QT_TRANSLATE_NOOP("Actions", "Mask &alone"), "", "S", true},
    {ActionId::WholeFace, "wholeFace", QT_TRANSLATE_NOOP("Actions", "Regenerate the &whole face"), "", "", true},
    {ActionId::ResetMask, "resetMask", QT_TRANSLATE_NOOP("Actions", "Re&set the mask"), "clear", "", false},
    {ActionId::ImportMask, "importMask", QT_TRANSLATE_NOOP("Actions", "&Import a mask…"), "mask-import", "", false},
    {ActionId::ExportMask, "exportMask", QT_TRANSLATE_NOOP("Actions", "E&xport the mask…"), "mask-export", "", false},
    {ActionId::AttributesToggle, "attributes", QT_TRANSLATE_NOOP("Actions", "Change &attributes"), "", "Ctrl+T", true},
    {ActionId::ResetAttributes, "resetAttributes", QT_TRANSLATE_NOOP("Actions", "&Reset all"), "clear", "", false},
    {ActionId::ShowResidual, "showResidual", QT_TRANSLATE_NOOP("Actions", "What attri&butes change"), "", "Shift+R", true},
    {ActionId::ExportResidual, "exportResidual", QT_TRANSLATE_NOOP("Actions", "E&xport the residual…"), "mask-export", "", false},
    {ActionId::ToolAttributeEraser, "toolAttributeEraser", QT_TRANSLATE_NOOP("Actions", "&Erase what attributes change"), "eraser", "A", true},
    {ActionId::RestoreErased, "restoreErased", QT_TRANSLATE_NOOP("Actions", "Br&ing back what was erased"), "brush", "R", true},
    {ActionId::MakeupToggle, "makeup", QT_TRANSLATE_NOOP("Actions", "Put on &make-up"), "", "Ctrl+M", true},
    {ActionId::OpenLook, "openLook", QT_TRANSLATE_NOOP("Actions", "Take make-up from a &picture…"), "open", "Ctrl+Shift+M", false},
    {ActionId::FavouriteLook, "favouriteLook", QT_TRANSLATE_NOOP("Actions", "Keep the picture as a &favourite"), "star", "", true},
    {ActionId::RemoveMakeup, "removeMakeup", QT_TRANSLATE_NOOP("Actions", "&Take the make-up off"), "clear", "", false},
    {ActionId::ColouriseToggle, "colourise", QT_TRANSLATE_NOOP("Actions", "&Colourise"), "colourise", "Ctrl+K", true},
    {ActionId::PlaceHint, "placeHint", QT_TRANSLATE_NOOP("Actions", "&Place a hint in the middle"), "add", "Ctrl+Return", false},
    {ActionId::DeleteHint, "deleteHint", QT_TRANSLATE_NOOP("Actions", "&Delete the hint"), "remove", "Ctrl+Backspace", false},
    {ActionId::RemoveAllHints, "removeAllHints", QT_TRANSLATE_NOOP("Actions", "&Remove all hints"), "clear", "", false},
    {ActionId::FindFaces, "findFaces", QT_TRANSLATE_NOOP("Actions", "Find &faces"), "faces", "Ctrl+F", false},
    {ActionId::DeleteFace, "deleteFace", QT_TRANSLATE_NOOP("Actions", "Delete the face &box"), "remove", "", false},
    {ActionId::ZoomIn, "zoomIn", QT_TRANSLATE_NOOP("Actions", "Zoom &in"), "zoom-in", "+; =; Ctrl++; Ctrl+=", false},
    {ActionId::ZoomOut, "zoomOut", QT_TRANSLATE_NOOP("Actions", "Zoom &out"), "zoom-out", "-; Ctrl+-", false},
    {ActionId::ZoomFit, "zoomFit", QT_TRANSLATE_NOOP("Actions", "&Fit in the window"), "zoom-fit", "0; Ctrl+0", false},
    {ActionId::ZoomActual, "zoomActual", QT_TRANSLATE_NOOP("Actions", "&Actual size"), "zoom-actual", "1; Ctrl+1", false},
    {ActionId::CompareResult, "compareResult", QT_TRANSLATE_NOOP("Actions", "Only the &result"), "compare-result", "F5", true},
    {ActionId::CompareWipe, "compareWipe", QT_TRANSLATE_NOOP("Actions", "&Wipe between before and after"), "compare-wipe", "F6", true},
    {ActionId::CompareSideBySide, "compareSideBySide", QT_TRANSLATE_NOOP("Actions", "Before and after &side by side"), "compare-side", "F7", true},
    // Held, not triggered: the window listens to the key itself, the menu entry shows and toggles it.
    {ActionId::HoldOriginal, "holdOriginal", QT_TRANSLATE_NOOP("Actions", "Show the &original (hold \\)"), "", "", true},
    {ActionId::ShowFaceBoxes, "showFaceBoxes", QT_TRANSLATE_NOOP("Actions", "Face bo&xes"), "", "Shift+B", true},
    {ActionId::ShowFaceLandmarks, "showFaceLandmarks", QT_TRANSLATE_NOOP("Actions", "Face &landmarks"), "", "Shift+L", true},
    {ActionId::ShowFaceLabels, "showFaceLabels", QT_TRANSLATE_NOOP("Actions", "Face label &map"), "", "Shift+M", true},
    {ActionId::ThemeSystem, "themeSystem", QT_TRANSLATE_NOOP("Actions", "As the &system"), "", "", true},
    {ActionId::ThemeLight, "themeLight", QT_TRANSLATE_NOOP("Actions", "&Light"), "", "", true},
    {ActionId::ThemeDark, "themeDark", QT_TRANSLATE_NOOP("Actions", "&Dark"), "", "", true},
    {ActionId::Training, "training", QT_TRANSLATE_NOOP("Actions", "Teach it on your &own photos…"), "", "", false},
    {ActionId::Preferences, "preferences", QT_TRANSLATE_NOOP("Actions", "&Preferences…"), "preferences", "Ctrl+,", false},
    {ActionId::Shortcuts, "shortcuts", QT_TRANSLATE_NOOP("Actions", "&Keyboard and mouse"), "", "F1", false},
    {ActionId::About, "about", QT_TRANSLATE_NOOP("Actions", "&About Pentimento"), "", "", false},
};
// clang-format on
static_assert(std::size(rows) == static_cast<std::size_t>(ActionId::Count));

QList<QKeySequence> keysOf(const ActionRow& row) {
  if (!*row.shortcuts) return {};
  return QKeySequence::listFromString(QString::fromLatin1(row.shortcuts), QKeySequence::PortableText);
}

}  // namespace

Actions::Actions(QObject* parent) : QObject(parent) {
  for (const ActionRow& row : rows) {
    auto* action = new QAction(QCoreApplication::translate("Actions", row.text), this);
    action->setObjectName(QString::fromLatin1(row.name));
    action->setCheckable(row.checkable);
    decorate(action, QString::fromLatin1(row.icon), keysOf(row));
    actions_[static_cast<std::size_t>(row.id)] = action;
  }
}

void decorate(QAction* action, const QString& icon, const QList<QKeySequence>& shortcuts) {
  if (!icon.isEmpty()) action->setIcon(themedIcon(icon));
  action->setShortcuts(shortcuts);
  QString tip = action->text().remove(QLatin1Char('&')).remove(QStringLiteral("…"));
  if (!shortcuts.isEmpty())
    tip += QStringLiteral(" (%1)").arg(shortcuts.front().toString(QKeySequence::NativeText));
  action->setToolTip(tip);
}

}  // namespace pentimento
