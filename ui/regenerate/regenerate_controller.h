// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/regenerate/mask_brush.h"
#include "ui/regenerate/mask_model.h"
#include "ui/regenerate/mask_overlay.h"
#include "ui/tools/mask_brush_tool.h"

namespace pentimento {

class Actions;
class CanvasView;
class Dialogs;
class FaceSearch;
class JobController;
class MessageBar;
class PhotoJobs;
class RegeneratePanel;
class Settings;

/// Everything about regenerating in one window: makes brush, masks, overlay, tool and panel, connects them,
/// and does what needs files or the worker (masks in and out, styles).
class RegenerateController : public QObject {
  Q_OBJECT
 public:
  struct Parts {
    DocumentModel& document;
    FaceModel& faces;
    FaceSearch& search;
    JobController& jobs;
    PhotoJobs& worker;
    CanvasView& canvas;
    Actions& actions;
    MessageBar& messages;
    Dialogs& dialogs;
    Settings& settings;
    QWidget& window;  ///< parent of dialogs
  };
  explicit RegenerateController(const Parts& parts, QObject* parent = nullptr);
  ~RegenerateController() override;

  MaskModel& masks() { return masks_; }
  MaskBrush& brush() { return brush_; }
  MaskOverlay& overlay() { return overlay_; }
  MaskBrushTool& tool() { return tool_; }
  RegeneratePanel* panel() { return panel_; }

  /// Whether the mask tool is the active one; the mask shows with it.
  void setActive(bool active);
  bool active() const { return active_; }
  void refreshActions();

  void importMask(const QString& path);
  void exportMask(const QString& path);
  /// The largest face of a picture lends its look to the current one.
  void takeStyle(const QString& path);

 Q_SIGNALS:
  /// A mode was chosen: the mask tool is wanted.
  void toolWanted();

 private:
  void connectActions();
  void connectBrush();
  void connectPanel();
  void showOverlay();
  void fail(const Error& error);
  void importByDialog();
  void exportByDialog();
  void styleByDialog();

  Parts parts_;
  MaskModel masks_;
  MaskBrush brush_;
  MaskOverlay overlay_;
  MaskBrushTool tool_;
  RegeneratePanel* panel_;
  bool active_ = false;
};

}  // namespace pentimento
