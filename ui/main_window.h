// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <memory>

#include "ui/actions.h"
#include "ui/attributes/attributes_controller.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document_model.h"
#include "ui/faces/face_search.h"
#include "ui/file_controller.h"
#include "ui/job_controller.h"
#include "ui/makeup/makeup_controller.h"
#include "ui/project/recovery.h"
#include "ui/project/work_state.h"
#include "ui/regenerate/regenerate_controller.h"
#include "ui/training/training_controller.h"

class QActionGroup;
class QMenu;
class QStackedWidget;

namespace pentimento {

class BoxTool;
class ColourisePanel;
class Dialogs;
class EyedropperTool;
class FaceOverlay;
class FacesPanel;
class HintTool;
class MessageBar;
class ModelComparison;
class PanTool;
class PreviewUpdater;
class Settings;
class StatusStrip;
class WelcomePage;

/// One window for one photo: makes the parts and connects them; each part does its own work.
class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  /// What computes; called on the worker's thread only.
  struct Engines {
    std::unique_ptr<ColouriseEngine> colourise;
    std::unique_ptr<FaceEngine> faces;
    std::unique_ptr<RegenerateEngine> regenerate;
    std::unique_ptr<AttributesEngine> attributes;
    std::unique_ptr<MakeupEngine> makeup;
    TrainingProcessMaker training = [] { return makeTrainingProcess(); };
    FaceEngineMaker facesToTeach = [] { return makeAnalyserEngine({}, {}); };  ///< on a thread of its own
  };

  MainWindow(Settings& settings, Dialogs& dialogs, Engines engines, QWidget* parent = nullptr);
  ~MainWindow() override;

  DocumentModel& document() { return document_; }
  CanvasView& canvas() { return *canvas_; }
  Actions& actions() { return actions_; }
  FileController& files() { return *files_; }
  JobController& jobs() { return jobs_; }
  FaceModel& faces() { return faces_; }
  FaceSearch& faceSearch() { return search_; }
  PreviewUpdater& preview() { return *preview_; }
  RegenerateController& regenerate() { return *regenerate_; }
  AttributesController& attributes() { return *attributes_; }
  MakeupController& makeup() { return *makeup_; }
  TrainingController& training() { return *training_; }
  MessageBar& messages() { return *messages_; }
  /// Keeps a copy of unsaved work in this folder from now on.
  void keepWorkIn(const QString& folder);
  Recovery* recovery() { return recovery_.get(); }  ///< nullptr: none is kept

 Q_SIGNALS:
  void anotherWindowWanted(const QString& path);

 protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragMoveEvent(QDragMoveEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void keyReleaseEvent(QKeyEvent* event) override;
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void buildCentre();
  void buildDocks();
  void buildMenus();
  void buildToolBars();
  void buildTools();
  void connectActions();
  void connectDocument();
  void connectWork();
  void connectFaces();
  void connectStatus();
  Tool* toolOf(ActionId id);
  void chooseTool(ActionId id);
  void chooseCompare(ActionId id);
  void chooseTheme(const QString& name);
  void chooseColour(const QColor& initial);
  void showOverlays();
  void compareModels(TrainingRun& run);
  void pointedAt(const std::optional<QPointF>& photo);
  void photoChanged();
  void nameChanged();
  void refreshActions();
  void refreshRecentFiles();
  void applyPreferences();
  void raisePanel(const char* name);
  bool isInFront(const char* name) const;
  void layOut(bool greyscale);
  FacePointer faceUnder(const QDropEvent& event) const;

  Settings& settings_;
  Dialogs& dialogs_;
  DocumentModel document_;
  PhotoJobs worker_;
  JobController jobs_;
  FaceModel faces_;
  FaceSearch search_;
  Actions actions_;
  std::unique_ptr<WorkState> work_;
  std::unique_ptr<Recovery> recovery_;
  std::unique_ptr<FileController> files_;
  std::unique_ptr<PreviewUpdater> preview_;
  std::unique_ptr<RegenerateController> regenerate_;
  std::unique_ptr<AttributesController> attributes_;
  std::unique_ptr<MakeupController> makeup_;
  std::unique_ptr<TrainingController> training_;
  std::unique_ptr<ModelComparison> comparison_;
  std::unique_ptr<StatusStrip> status_;
  QAction *undo_ = nullptr, *redo_ = nullptr;
  QMenu *recentMenu_ = nullptr, *panelMenu_ = nullptr;
  QStackedWidget* stack_ = nullptr;
  WelcomePage* welcome_ = nullptr;
  CanvasView* canvas_ = nullptr;
  MessageBar* messages_ = nullptr;
  ColourisePanel* panel_ = nullptr;
  FacesPanel* facesPanel_ = nullptr;
  FaceOverlay* overlay_ = nullptr;
  HintTool* hintTool_ = nullptr;
  PanTool* panTool_ = nullptr;
  EyedropperTool* eyedropper_ = nullptr;
  BoxTool* boxTool_ = nullptr;
  bool warmedUp_ = false;
};

}  // namespace pentimento
