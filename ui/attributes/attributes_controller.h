// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/attributes/sliders_model.h"
#include "ui/tools/attribute_eraser_tool.h"

namespace pentimento {

class Actions;
class AttributesPanel;
class Dialogs;
class JobController;
class MessageBar;
class PreviewUpdater;
class Settings;

/// Everything about attributes in one window: makes model, eraser and panel, connects them, and does what
/// needs files or the worker.
class AttributesController : public QObject {
  Q_OBJECT
 public:
  struct Parts {
    DocumentModel& document;
    FaceModel& faces;
    MaskBrush& brush;
    JobController& jobs;
    PreviewUpdater& preview;
    Actions& actions;
    MessageBar& messages;
    Dialogs& dialogs;
    Settings& settings;
    QWidget& window;  ///< parent of dialogs
  };
  explicit AttributesController(const Parts& parts, QObject* parent = nullptr);

  SlidersModel& sliders() { return sliders_; }
  AttributeEraserTool& eraser() { return eraser_; }
  AttributesPanel* panel() { return panel_; }
  void refreshActions();
  void exportResidual(const QString& path);

 Q_SIGNALS:
  /// How it erases was chosen: the eraser is wanted.
  void eraserWanted();

 private:
  void connectActions();
  void connectJobs();
  void exportByDialog();

  Parts parts_;
  SlidersModel sliders_;
  AttributeEraserTool eraser_;
  AttributesPanel* panel_;
};

}  // namespace pentimento
