// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QMenuBar>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>
#include <QUndoView>
#include <QVBoxLayout>
#include <array>
#include <utility>

#include "ui/faces/face_overlay.h"
#include "ui/icons.h"
#include "ui/message_bar.h"
#include "ui/panels/attributes_panel.h"
#include "ui/panels/colourise_panel.h"
#include "ui/panels/faces_panel.h"
#include "ui/panels/makeup_panel.h"
#include "ui/panels/regenerate_panel.h"
#include "ui/preview_updater.h"
#include "ui/settings.h"
#include "ui/status_strip.h"
#include "ui/theme.h"
#include "ui/tools/box_tool.h"
#include "ui/tools/eyedropper_tool.h"
#include "ui/tools/hint_tool.h"
#include "ui/tools/pan_tool.h"
#include "ui/training/model_comparison.h"
#include "ui/welcome_page.h"

namespace pentimento {

namespace {

constexpr std::array toolActions{ActionId::ToolHint,    ActionId::ToolMask, ActionId::ToolAttributeEraser,
                                 ActionId::ToolFaceBox, ActionId::ToolPan,  ActionId::ToolEyedropper};

/// A panel in a dock: it scrolls where the screen is too low for it.
QScrollArea* scrolled(QWidget* panel) {
  auto* scroll = new QScrollArea;
  scroll->setWidget(panel);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setMinimumWidth(310);
  scroll->setFocusPolicy(Qt::NoFocus);
  return scroll;
}

}  // namespace

MainWindow::MainWindow(Settings& settings, Dialogs& dialogs, Engines engines, QWidget* parent)
    : QMainWindow(parent),
      settings_(settings),
      dialogs_(dialogs),
      jobs_({std::move(engines.colourise), std::move(engines.regenerate), std::move(engines.attributes),
             std::move(engines.makeup)},
            worker_),
      faces_(document_.undoStack()),
      search_(document_, faces_, worker_, std::move(engines.faces)) {
  setObjectName(QStringLiteral("mainWindow"));
  setWindowIcon(applicationIcon());
  setAcceptDrops(true);
  setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
  undo_ = document_.undoStack().createUndoAction(this, tr("&Undo"));
  redo_ = document_.undoStack().createRedoAction(this, tr("&Redo"));
  decorate(undo_, QStringLiteral("undo"), {QKeySequence(Qt::CTRL | Qt::Key_Z)});
  decorate(redo_, QStringLiteral("redo"),
           {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});

  buildCentre();
  status_ = std::make_unique<StatusStrip>(*statusBar());
  preview_ = std::make_unique<PreviewUpdater>(document_, *canvas_, jobs_);
  training_ = std::make_unique<TrainingController>(
      TrainingController::Parts{*messages_, dialogs_, settings_, *this, std::move(engines.facesToTeach)},
      std::move(engines.training));
  comparison_ = std::make_unique<ModelComparison>(*canvas_, *preview_, document_);
  buildTools();
  work_ = std::make_unique<WorkState>(WorkState::Parts{document_, faces_, search_, regenerate_->masks()});
  files_ = std::make_unique<FileController>(
      FileController::Parts{document_, jobs_, *work_, *messages_, dialogs_, settings_, *this});
  buildDocks();
  buildToolBars();
  buildMenus();
  connectActions();
  connectDocument();
  connectWork();
  connectFaces();
  connectStatus();
  resize(1280, 820);
  restoreGeometry(settings_.value(Setting::WindowGeometry).toByteArray());
  restoreState(settings_.value(Setting::WindowState).toByteArray());
  applyPreferences();
  photoChanged();
}

MainWindow::~MainWindow() {
  // The parts listen to each other: no more signals while they go.
  document_.disconnect();
  document_.undoStack().disconnect();
  worker_.disconnect();
  jobs_.disconnect();
  faces_.disconnect();
  search_.disconnect();
  canvas_->setTool(nullptr);
}

void MainWindow::keepWorkIn(const QString& folder) {
  recovery_ = std::make_unique<Recovery>(document_, *work_, folder);
  connect(files_.get(), &FileController::keptRestored, recovery_.get(), &Recovery::adopt);
  connect(recovery_.get(), &Recovery::failed, this, [this](const QString& reason) {
    messages_->show(MessageBar::Kind::Error, tr("No copy of unsaved work can be kept. %1").arg(reason));
  });
}

void MainWindow::buildCentre() {
  messages_ = new MessageBar;
  welcome_ = new WelcomePage;
  canvas_ = new CanvasView;
  stack_ = new QStackedWidget;
  stack_->addWidget(welcome_);
  stack_->addWidget(canvas_);
  auto* centre = new QWidget;
  auto* column = new QVBoxLayout(centre);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(messages_);
  column->addWidget(stack_, 1);
  setCentralWidget(centre);
}

void MainWindow::buildTools() {
  hintTool_ = new HintTool(document_, this);
  panTool_ = new PanTool(this);
  eyedropper_ = new EyedropperTool([this](const QPointF& photo) { return canvas_->colourAt(photo); }, this);
  auto* group = new QActionGroup(this);
  boxTool_ = new BoxTool(faces_, this);
  overlay_ = new FaceOverlay(faces_, this);
  canvas_->addOverlay(overlay_);
  regenerate_ = std::make_unique<RegenerateController>(
      RegenerateController::Parts{document_, faces_, search_, jobs_, worker_, *canvas_, actions_, *messages_,
                                  dialogs_, settings_, *this});
  connect(regenerate_.get(), &RegenerateController::toolWanted, this,
          [this] { chooseTool(ActionId::ToolMask); });
  attributes_ = std::make_unique<AttributesController>(
      AttributesController::Parts{document_, faces_, regenerate_->brush(), jobs_, *preview_, actions_,
                                  *messages_, dialogs_, settings_, *this});
  connect(attributes_.get(), &AttributesController::eraserWanted, this,
          [this] { chooseTool(ActionId::ToolAttributeEraser); });
  makeup_ = std::make_unique<MakeupController>(MakeupController::Parts{
      document_, faces_, search_, jobs_, *canvas_, actions_, *messages_, dialogs_, settings_, *this});
  connect(makeup_.get(), &MakeupController::panelWanted, this, [this] { raisePanel("dockMakeup"); });
  for (const ActionId id : toolActions) {
    group->addAction(actions_[id]);
    connect(actions_[id], &QAction::triggered, this, [this, id] { chooseTool(id); });
  }
  connect(panTool_, &PanTool::panned, canvas_, &CanvasView::panBy);
  connect(eyedropper_, &EyedropperTool::picked, this, [this](const QColor& colour) {
    document_.chooseColour(colour);
    chooseTool(ActionId::ToolHint);  // one colour is what one takes it for
  });
  chooseTool(ActionId::ToolHint);
}

void MainWindow::buildDocks() {
  facesPanel_ = new FacesPanel(faces_, search_, actions_);
  panel_ = new ColourisePanel(document_, actions_);
  auto* history = new QUndoView(&document_.undoStack());
  history->setObjectName(QStringLiteral("history"));
  history->setAccessibleName(tr("History"));
  history->setEmptyLabel(tr("As opened"));
  history->setFrameShape(QFrame::NoFrame);
  panelMenu_ = new QMenu(tr("&Panels"), this);
  const auto dock = [this](const QString& title, const char* name, QWidget* content) {
    auto* widget = new QDockWidget(title);
    widget->setObjectName(QString::fromLatin1(name));
    widget->setWidget(content);
    addDockWidget(Qt::RightDockWidgetArea, widget);
    panelMenu_->addAction(widget->toggleViewAction());
    return widget;
  };
  auto* faces = dock(tr("Faces"), "dockFaces", facesPanel_);
  auto* regenerate = dock(tr("Regenerate"), "dockRegenerate", scrolled(regenerate_->panel()));
  auto* attributes = dock(tr("Attributes"), "dockAttributes", scrolled(attributes_->panel()));
  auto* makeup = dock(tr("Make-up"), "dockMakeup", scrolled(makeup_->panel()));
  auto* colourise = dock(tr("Colourise"), "dockColourise", scrolled(panel_));
  auto* steps = dock(tr("History"), "dockHistory", history);
  tabifyDockWidget(regenerate, attributes);
  tabifyDockWidget(attributes, makeup);
  tabifyDockWidget(makeup, colourise);
  tabifyDockWidget(faces, steps);
  faces->raise();
  colourise->raise();
  resizeDocks({faces, colourise}, {270, 500}, Qt::Vertical);
  // So wide that the tabs' names are not cut.
  resizeDocks({colourise}, {372}, Qt::Horizontal);
}

void MainWindow::buildToolBars() {
  auto* tools = new QToolBar(tr("Tools"));
  tools->setObjectName(QStringLiteral("barTools"));
  tools->setIconSize(QSize(22, 22));
  addToolBar(Qt::LeftToolBarArea, tools);
  for (const ActionId id : toolActions) tools->addAction(actions_[id]);
  auto* main = new QToolBar(tr("Main"));
  main->setObjectName(QStringLiteral("barMain"));
  main->setIconSize(QSize(20, 20));
  addToolBar(Qt::TopToolBarArea, main);
  const auto add = [main, this](std::initializer_list<ActionId> ids) {
    for (const ActionId id : ids) main->addAction(actions_[id]);
    main->addSeparator();
  };
  add({ActionId::Open, ActionId::Save, ActionId::Export});
  main->addActions({undo_, redo_});
  main->addSeparator();
  add({ActionId::ZoomOut, ActionId::ZoomFit, ActionId::ZoomActual, ActionId::ZoomIn});
  add({ActionId::CompareResult, ActionId::CompareWipe, ActionId::CompareSideBySide});
  main->addAction(actions_[ActionId::ColouriseToggle]);
  for (QToolBar* bar : {tools, main}) {
    bar->setMovable(false);
    panelMenu_->addAction(bar->toggleViewAction());
    // Tool buttons are reachable by Tab too.
    for (QAction* action : bar->actions()) {
      if (QWidget* button = bar->widgetForAction(action); button && !action->isSeparator()) {
        button->setFocusPolicy(Qt::TabFocus);
      }
    }
  }
}

Tool* MainWindow::toolOf(ActionId id) {
  switch (id) {
    case ActionId::ToolPan:
      return panTool_;
    case ActionId::ToolEyedropper:
      return eyedropper_;
    case ActionId::ToolFaceBox:
      return boxTool_;
    case ActionId::ToolMask:
      return &regenerate_->tool();
    case ActionId::ToolAttributeEraser:
      return &attributes_->eraser();
    default:
      return hintTool_;
  }
}

void MainWindow::chooseTool(ActionId id) {
  actions_[id]->setChecked(true);
  overlay_->setDrawing(id == ActionId::ToolFaceBox);
  canvas_->setTool(toolOf(id));
  regenerate_->setActive(id == ActionId::ToolMask);
  // A brush without its panel is of little use; where that was closed, it stays closed.
  if (id == ActionId::ToolMask) raisePanel("dockRegenerate");
  if (id == ActionId::ToolAttributeEraser) raisePanel("dockAttributes");
}

void MainWindow::raisePanel(const char* name) {
  auto* dock = findChild<QDockWidget*>(QString::fromLatin1(name));
  if (dock && !dock->isHidden()) dock->raise();
}

bool MainWindow::isInFront(const char* name) const {
  const auto* dock = findChild<QDockWidget*>(QString::fromLatin1(name));
  return dock && dock->isVisible() && !dock->visibleRegion().isEmpty();
}

// What one does first with such a photo is at hand: a black-and-white one gets colours, and a click on a
// coloured one must not colour it anew. Tools and panels that were chosen for something else stay.
void MainWindow::layOut(bool greyscale) {
  const auto [fromTool, tool] = greyscale ? std::pair(ActionId::ToolPan, ActionId::ToolHint)
                                          : std::pair(ActionId::ToolHint, ActionId::ToolPan);
  const auto [fromPanel, panel] = greyscale ? std::pair("dockAttributes", "dockColourise")
                                            : std::pair("dockColourise", "dockAttributes");
  if (actions_[fromTool]->isChecked()) chooseTool(tool);
  if (isInFront(fromPanel)) raisePanel(panel);
}

void MainWindow::chooseCompare(ActionId id) {
  const bool wipe = id == ActionId::CompareWipe, side = id == ActionId::CompareSideBySide;
  actions_[id]->setChecked(true);
  canvas_->setCompareMode(wipe ? CompareMode::Wipe : side ? CompareMode::SideBySide : CompareMode::Result);
  settings_.set(Setting::CompareMode, wipe   ? QStringLiteral("wipe")
                                      : side ? QStringLiteral("side-by-side")
                                             : QStringLiteral("result"));
}

void MainWindow::chooseTheme(const QString& name) {
  settings_.set(Setting::Theme, name);
  applyTheme(themeFromName(name));
}

void MainWindow::applyPreferences() {
  canvas_->setSurround(settings_.text(Setting::Surround) == QLatin1String("checkerboard")
                           ? Surround::Checkerboard
                           : Surround::Grey);
  const Theme theme = themeFromName(settings_.text(Setting::Theme));
  const ActionId action = theme == Theme::Light  ? ActionId::ThemeLight
                          : theme == Theme::Dark ? ActionId::ThemeDark
                                                 : ActionId::ThemeSystem;
  actions_[action]->setChecked(true);
  const QString compare = settings_.text(Setting::CompareMode);
  chooseCompare(compare == QLatin1String("wipe")           ? ActionId::CompareWipe
                : compare == QLatin1String("side-by-side") ? ActionId::CompareSideBySide
                                                           : ActionId::CompareResult);
  search_.setAutomatic(settings_.value(Setting::SearchFaces).toBool());
  refreshRecentFiles();
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (!files_->mayClose([this] { close(); }) || !training_->mayClose()) return event->ignore();
  settings_.set(Setting::WindowGeometry, saveGeometry());
  settings_.set(Setting::WindowState, saveState());
  event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (FileController::accepts(*event->mimeData())) event->acceptProposedAction();
}

void MainWindow::dragMoveEvent(QDragMoveEvent* event) {
  const FacePointer face = faceUnder(*event);
  makeup_->showTarget(face);
  // What comes from a panel of this window is a reference, no photo to be opened.
  event->setAccepted(face || !event->source());
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) {
  makeup_->showTarget(nullptr);
}

void MainWindow::dropEvent(QDropEvent* event) {
  makeup_->showTarget(nullptr);
  const FacePointer face = faceUnder(*event);
  if (!face && event->source()) return;
  event->acceptProposedAction();
  if (face) {
    makeup_->takeDropped(*event->mimeData(), face);
  } else {
    files_->drop(*event->mimeData());
  }
}

FacePointer MainWindow::faceUnder(const QDropEvent& event) const {
  const QPointF canvas = canvas_->mapFrom(this, event.position());
  if (!canvas_->isVisible() || !QRectF(canvas_->rect()).contains(canvas)) return nullptr;
  return makeup_->faceUnder(*event.mimeData(), canvas);
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Backslash) return QMainWindow::keyPressEvent(event);
  if (!event->isAutoRepeat()) actions_[ActionId::HoldOriginal]->setChecked(true);
}

void MainWindow::keyReleaseEvent(QKeyEvent* event) {
  // Where the backslash is on AltGr, that key may go up first.
  const bool ours = event->key() == Qt::Key_Backslash || event->key() == Qt::Key_AltGr;
  if (!ours) return QMainWindow::keyReleaseEvent(event);
  if (!event->isAutoRepeat()) actions_[ActionId::HoldOriginal]->setChecked(false);
}

void MainWindow::changeEvent(QEvent* event) {
  if (event->type() == QEvent::ActivationChange && !isActiveWindow())
    actions_[ActionId::HoldOriginal]->setChecked(false);
  QMainWindow::changeEvent(event);
}

void MainWindow::showEvent(QShowEvent* event) {
  QMainWindow::showEvent(event);
  if (std::exchange(warmedUp_, true)) return;
  // After the first paint: the window is on screen before the model is read.
  QTimer::singleShot(300, this, [this] {
    jobs_.warmUp();
    training_->reportAway();
  });
}

}  // namespace pentimento
