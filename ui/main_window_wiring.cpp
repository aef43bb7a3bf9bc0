// SPDX-License-Identifier: GPL-3.0-or-later
// The wiring half of MainWindow: menus, and which signal reaches which part.
#include <QActionGroup>
#include <QFileInfo>
#include <QLocale>
#include <QMenuBar>
#include <QPointer>
#include <QStackedWidget>

#include "ui/dialogs/dialogs.h"
#include "ui/dialogs/help_dialogs.h"
#include "ui/errors.h"
#include "ui/faces/face_overlay.h"
#include "ui/faces/face_texts.h"
#include "ui/image_bridge.h"
#include "ui/main_window.h"
#include "ui/message_bar.h"
#include "ui/panels/colourise_panel.h"
#include "ui/panels/faces_panel.h"
#include "ui/panels/training_panel.h"
#include "ui/preview_updater.h"
#include "ui/settings.h"
#include "ui/status_strip.h"
#include "ui/theme.h"
#include "ui/tools/box_tool.h"
#include "ui/tools/hint_tool.h"
#include "ui/training/model_comparison.h"
#include "ui/training/training_task.h"
#include "ui/welcome_page.h"

namespace pentimento {

void MainWindow::buildMenus() {
  const auto fill = [this](QMenu* menu, std::initializer_list<ActionId> ids) {
    for (const ActionId id : ids) menu->addAction(actions_[id]);
  };
  auto* file = menuBar()->addMenu(tr("&File"));
  fill(file, {ActionId::Open});
  recentMenu_ = file->addMenu(tr("Open &recent"));
  fill(file, {ActionId::Paste});
  file->addSeparator();
  fill(file, {ActionId::Save, ActionId::SaveAs, ActionId::Export});
  file->addSeparator();
  fill(file, {ActionId::Quit});

  auto* edit = menuBar()->addMenu(tr("&Edit"));
  edit->addActions({undo_, redo_});
  edit->addSeparator();
  fill(edit,
       {ActionId::ColouriseToggle, ActionId::PlaceHint, ActionId::DeleteHint, ActionId::RemoveAllHints});
  edit->addSeparator();
  fill(edit, {ActionId::FindFaces, ActionId::DeleteFace});
  edit->addSeparator();
  auto* mask = edit->addMenu(tr("&Mask of the face"));
  fill(mask, {ActionId::RegenerateToggle, ActionId::WholeFace});
  mask->addSeparator();
  fill(mask, {ActionId::MaskPaint, ActionId::MaskErase, ActionId::MaskFill, ActionId::MaskPick,
              ActionId::MaskMirror, ActionId::BrushSmaller, ActionId::BrushLarger});
  mask->addSeparator();
  fill(mask, {ActionId::ResetMask, ActionId::ImportMask, ActionId::ExportMask});
  fill(edit->addMenu(tr("A&ttributes of the face")), {ActionId::AttributesToggle, ActionId::RestoreErased,
                                                      ActionId::ResetAttributes, ActionId::ExportResidual});
  fill(edit->addMenu(tr("Ma&ke-up of the face")),
       {ActionId::MakeupToggle, ActionId::OpenLook, ActionId::FavouriteLook, ActionId::RemoveMakeup});
  edit->addSeparator();
  fill(edit, {ActionId::Preferences});

  auto* view = menuBar()->addMenu(tr("&View"));
  fill(view, {ActionId::ZoomIn, ActionId::ZoomOut, ActionId::ZoomFit, ActionId::ZoomActual});
  view->addSeparator();
  fill(view,
       {ActionId::CompareResult, ActionId::CompareWipe, ActionId::CompareSideBySide, ActionId::HoldOriginal});
  view->addSeparator();
  fill(view, {ActionId::ShowFaceBoxes, ActionId::ShowFaceLandmarks, ActionId::ShowFaceLabels});
  fill(view, {ActionId::ShowMask, ActionId::MaskSolo, ActionId::ShowResidual});
  view->addSeparator();
  view->addMenu(panelMenu_);
  fill(view->addMenu(tr("&Theme")), {ActionId::ThemeSystem, ActionId::ThemeLight, ActionId::ThemeDark});

  auto* tools = menuBar()->addMenu(tr("&Tools"));
  fill(tools, {ActionId::ToolHint, ActionId::ToolMask, ActionId::ToolAttributeEraser, ActionId::ToolFaceBox,
               ActionId::ToolPan, ActionId::ToolEyedropper});
  tools->addSeparator();
  fill(tools, {ActionId::Training});
  fill(menuBar()->addMenu(tr("&Help")), {ActionId::Shortcuts, ActionId::About});
}

void MainWindow::connectActions() {
  const auto on = [this](ActionId id, auto&& act) { connect(actions_[id], &QAction::triggered, this, act); };
  on(ActionId::Open, [this] { files_->openByDialog(); });
  on(ActionId::Paste, [this] { files_->paste(); });
  on(ActionId::Save, [this] { files_->save(); });
  on(ActionId::SaveAs, [this] { files_->saveAsByDialog(); });
  on(ActionId::Export, [this] { files_->exportByDialog(); });
  on(ActionId::Quit, [this] { close(); });
  on(ActionId::ColouriseToggle, [this](bool checked) { document_.setColouriseEnabled(checked); });
  on(ActionId::PlaceHint, [this] {
    document_.addHint(canvas_->visiblePhoto().center(), document_.currentColour());
    canvas_->setFocus();  // the arrow keys move it from here
  });
  on(ActionId::DeleteHint, [this] {
    if (document_.selectedHint() >= 0) document_.removeHint(document_.selectedHint());
  });
  on(ActionId::RemoveAllHints, [this] { document_.removeAllHints(); });
  on(ActionId::ZoomIn, [this] { canvas_->zoomStep(true); });
  on(ActionId::ZoomOut, [this] { canvas_->zoomStep(false); });
  on(ActionId::ZoomFit, [this] { canvas_->fit(); });
  on(ActionId::ZoomActual, [this] { canvas_->actualSize(); });
  connect(actions_[ActionId::HoldOriginal], &QAction::toggled, canvas_, &CanvasView::holdOriginal);
  auto* compare = new QActionGroup(this);
  for (const ActionId id : {ActionId::CompareResult, ActionId::CompareWipe, ActionId::CompareSideBySide}) {
    compare->addAction(actions_[id]);
    on(id, [this, id] { chooseCompare(id); });
  }
  auto* themes = new QActionGroup(this);
  const std::pair<ActionId, Theme> themeActions[] = {{ActionId::ThemeSystem, Theme::System},
                                                     {ActionId::ThemeLight, Theme::Light},
                                                     {ActionId::ThemeDark, Theme::Dark}};
  for (const auto& [id, theme] : themeActions) {
    themes->addAction(actions_[id]);
    on(id, [this, name = nameOf(theme)] { chooseTheme(name); });
  }
  on(ActionId::Preferences, [this] {
    if (!dialogs_.preferences(this, settings_)) return;
    applyTheme(themeFromName(settings_.text(Setting::Theme)));
    applyPreferences();
  });
  on(ActionId::Training, [this] { training_->openPanel(); });
  on(ActionId::Shortcuts, [this] { showShortcuts(actions_, this); });
  on(ActionId::About, [this] { showAbout(this); });
  connect(welcome_, &WelcomePage::openRequested, actions_[ActionId::Open], &QAction::trigger);
  connect(welcome_, &WelcomePage::recentChosen, files_.get(),
          qOverload<const QString&>(&FileController::open));
}

void MainWindow::connectDocument() {
  connect(&document_, &DocumentModel::photoChanged, this, &MainWindow::photoChanged);
  connect(&document_, &DocumentModel::nameChanged, this, &MainWindow::nameChanged);
  connect(&document_, &DocumentModel::colouriseChanged, this, &MainWindow::refreshActions);
  connect(&document_, &DocumentModel::selectionChanged, this, [this](int index) {
    refreshActions();
    if (index < 0) return;
    const ColourHint& hint = document_.hints()[static_cast<std::size_t>(index)];
    canvas_->ensureVisible({hint.x, hint.y});
  });
  connect(&document_, &DocumentModel::modifiedChanged, this, &QWidget::setWindowModified);
  connect(panel_, &ColourisePanel::colourDialogWanted, this, &MainWindow::chooseColour);
  connect(panel_, &ColourisePanel::suggestionsWanted, &jobs_, &JobController::requestSuggestions);
  connect(panel_, &ColourisePanel::referenceWanted, files_.get(), &FileController::openReferenceByDialog);
  connect(panel_, &ColourisePanel::referenceDropped, files_.get(), &FileController::openReference);
  connect(files_.get(), &FileController::referenceReady, panel_, &ColourisePanel::setReference);
  connect(files_.get(), &FileController::photoOpened, this, &MainWindow::layOut);
  connect(files_.get(), &FileController::recentFilesChanged, this, &MainWindow::refreshRecentFiles);
  connect(makeup_.get(), &MakeupController::openWanted, this, [this](const FaceSearch::Source& source) {
    std::visit([this](const auto& picture) { files_->open(picture); }, source);
  });
  connect(files_.get(), &FileController::anotherWindowWanted, this, &MainWindow::anotherWindowWanted);
  connect(training_.get(), &TrainingController::compareWanted, this,
          [this](TrainingRun* run) { compareModels(*run); });
  connect(training_.get(), &TrainingController::modelChosen, this, [this](const QString& task) {
    const bool parser = task == QLatin1String("parse");
    if (parser) search_.reload();
    const auto* teachable = teachableTask(task);
    const bool slider = teachable && teachable->attribute, makeup = task == QLatin1String("makeup");
    // Most sliders are held to the head that the parser sees, make-up to the parts of the face.
    if (parser || slider) {
      jobs_.reloadAttributes();
      jobs_.prepareAttributes();  // there may have been none for it
    }
    if (parser || makeup) jobs_.reloadMakeup();
    if (task == QLatin1String("regenerate")) jobs_.reloadRegenerate();
    if (task == QLatin1String("colourise")) jobs_.reloadColours();
    preview_->refresh();
  });
}

void MainWindow::compareModels(TrainingRun& run) {
  const auto* task = teachableTask(run.task());
  const bool slider = task && task->attribute, faces = run.task() == QLatin1String("regenerate"),
             makeup = run.task() == QLatin1String("makeup");
  const auto& edits = document_.edits();
  const bool shown = slider   ? edits.attributes.active()
                     : faces  ? edits.regenerate.active()
                     : makeup ? edits.makeup.active()
                              : document_.colourise().enabled;
  if (!shown) {
    MessageBar& bar = training_->panel() ? training_->panel()->messages() : *messages_;
    return bar.show(MessageBar::Kind::Offer, slider   ? tr("Open a photo and move a slider of a face first.")
                                             : faces  ? tr("Open a photo and paint on a face first.")
                                             : makeup ? tr("Open a photo and make up a face first.")
                                                      : tr("Open a photo and colourise it first."));
  }
  if (canvas_->compareMode() == CompareMode::Result) chooseCompare(ActionId::CompareWipe);
  const auto use = [this, run = QPointer(&run)](bool mine) {
    if (run) training_->choose(*run, mine);
  };
  comparison_->start({tr("Shipped"), [use] { use(false); }}, {run.name(), [use] { use(true); }});
}

void MainWindow::connectWork() {
  connect(&jobs_, &JobController::suggestionsReady, panel_,
          [this](const QPointF&, const QList<QColor>& colours) { panel_->setSuggestions(colours); });
  connect(&jobs_, &JobController::failed, this,
          [this](const Error& error) { messages_->show(MessageBar::Kind::Error, describe(error)); });
  connect(&jobs_, &JobController::deviceReady, status_.get(), &StatusStrip::showDevice);
  connect(&worker_, &PhotoJobs::progress, status_.get(), &StatusStrip::showProgress);
  const auto rest = [this] {
    if (!files_->loading()) status_->hideProgress();
  };
  connect(&worker_, &PhotoJobs::idle, this, rest);
  connect(files_.get(), &FileController::loadingStarted, this,
          [this](const QString& name) { status_->showProgress(tr("Opening %1").arg(name), -1); });
  connect(files_.get(), &FileController::loadingEnded, this, [this] { status_->hideProgress(); });
  connect(status_.get(), &StatusStrip::cancelRequested, this, [this] {
    files_->cancelLoading();
    jobs_.cancel();
  });
}

void MainWindow::connectFaces() {
  connect(actions_[ActionId::FindFaces], &QAction::triggered, &search_, &FaceSearch::search);
  connect(actions_[ActionId::DeleteFace], &QAction::triggered, this,
          [this] { faces_.remove(faces_.selected()); });
  const std::pair<ActionId, Setting> overlays[] = {{ActionId::ShowFaceBoxes, Setting::FaceBoxes},
                                                   {ActionId::ShowFaceLandmarks, Setting::FaceLandmarks},
                                                   {ActionId::ShowFaceLabels, Setting::FaceLabels}};
  for (const auto& [id, setting] : overlays) {
    actions_[id]->setChecked(settings_.value(setting).toBool());
    connect(actions_[id], &QAction::toggled, this, [this, setting = setting](bool on) {
      settings_.set(setting, on);
      showOverlays();
    });
  }
  facesPanel_->setOpacity(settings_.value(Setting::LabelOpacity).toDouble());
  connect(facesPanel_, &FacesPanel::opacityChanged, this, [this](double opacity) {
    settings_.set(Setting::LabelOpacity, opacity);
    showOverlays();
  });
  showOverlays();
  connect(boxTool_, &BoxTool::drawn, &search_, &FaceSearch::analyse);
  connect(boxTool_, &BoxTool::refused, this,
          [this](const QString& reason) { messages_->show(MessageBar::Kind::Error, reason); });
  connect(&search_, &FaceSearch::boxFailed, this,
          [this](const Error& error) { messages_->show(MessageBar::Kind::Error, describe(error)); });
  connect(&faces_, &FaceModel::selectionChanged, this, [this](int index) {
    actions_[ActionId::DeleteFace]->setEnabled(faces_.removable(index));
    if (index >= 0) canvas_->ensureVisible(faces_.faces()[static_cast<std::size_t>(index)]->box().center());
  });
  connect(canvas_, &CanvasView::pointed, this, &MainWindow::pointedAt);
}

void MainWindow::showOverlays() {
  overlay_->show({.boxes = actions_[ActionId::ShowFaceBoxes]->isChecked(),
                  .landmarks = actions_[ActionId::ShowFaceLandmarks]->isChecked(),
                  .labels = actions_[ActionId::ShowFaceLabels]->isChecked(),
                  .opacity = settings_.value(Setting::LabelOpacity).toDouble()});
}

void MainWindow::pointedAt(const std::optional<QPointF>& photo) {
  faces_.hover(photo ? faces_.faceAt(*photo) : -1, FaceModel::Place::Canvas);
  const auto part = photo && overlay_->shown().labels ? faces_.classAt(*photo) : std::nullopt;
  if (part) {
    status_->showFacePart(nameOf(*part), toQColor(faceClasses()[static_cast<std::size_t>(*part)].colour));
  } else {
    status_->showFacePart({}, {});
  }
}

void MainWindow::connectStatus() {
  connect(canvas_, &CanvasView::pointed, status_.get(), &StatusStrip::showPixel);
  connect(canvas_, &CanvasView::viewChanged, this, [this] {
    if (document_.hasPhoto()) status_->showZoom(canvas_->transform().zoom());
  });
  connect(status_.get(), &StatusStrip::zoomRequested, canvas_, [this](double zoom) {
    if (zoom > 0) {
      canvas_->setZoom(zoom);
    } else {
      canvas_->fit();
    }
  });
}

void MainWindow::chooseColour(const QColor& initial) {
  document_.chooseColour(dialogs_.chooseColour(this, initial));
}

void MainWindow::nameChanged() {
  setWindowTitle(document_.hasPhoto() ? tr("%1[*] – Pentimento").arg(document_.displayName()) : tr("Pentimento"));
}

void MainWindow::photoChanged() {
  const bool has = document_.hasPhoto();
  nameChanged();
  setWindowModified(false);
  stack_->setCurrentWidget(has ? static_cast<QWidget*>(canvas_) : welcome_);
  if (has) {
    const QSize size = document_.photo()->size();
    const double megapixels = double(size.width()) * size.height() / 1e6;
    QString text = tr("%1 × %2").arg(size.width()).arg(size.height());
    if (megapixels >= 1) text += tr(", %1 MP").arg(QLocale().toString(megapixels, 'f', 1));
    if (document_.photo()->photo.image.depth() == PixelDepth::U16) text += tr(", 16 bit");
    status_->showPhoto(text);
    canvas_->setFocus();
    // The stacked widget gave the canvas its size only now.
    canvas_->fit();
  } else {
    status_->showPhoto({});
    status_->clearZoom();
  }
  refreshActions();
}

void MainWindow::refreshActions() {
  const bool has = document_.hasPhoto();
  for (const ActionId id :
       {ActionId::Save, ActionId::SaveAs, ActionId::Export, ActionId::ColouriseToggle, ActionId::PlaceHint, ActionId::ZoomIn, ActionId::ZoomOut,
        ActionId::ZoomFit, ActionId::ZoomActual, ActionId::HoldOriginal, ActionId::ToolHint,
        ActionId::ToolPan, ActionId::ToolEyedropper, ActionId::ToolFaceBox, ActionId::FindFaces}) {
    actions_[id]->setEnabled(has);
  }
  actions_[ActionId::ColouriseToggle]->setChecked(document_.colourise().enabled);
  actions_[ActionId::DeleteFace]->setEnabled(faces_.removable(faces_.selected()));
  facesPanel_->setPhotoOpen(has);
  actions_[ActionId::DeleteHint]->setEnabled(document_.selectedHint() >= 0);
  actions_[ActionId::RemoveAllHints]->setEnabled(!document_.hints().empty());
  regenerate_->refreshActions();
  attributes_->refreshActions();
  makeup_->refreshActions();
  // Colourised by whatever way: the offer has been answered.
  if (document_.colourise().enabled) messages_->dismissOffer();
}

void MainWindow::refreshRecentFiles() {
  const QStringList files = settings_.recentFiles();
  welcome_->setRecentFiles(files);
  recentMenu_->clear();
  recentMenu_->setEnabled(!files.isEmpty());
  for (const QString& path : files) {
    QString name = QFileInfo(path).fileName();
    QAction* action = recentMenu_->addAction(name.replace(QLatin1Char('&'), QStringLiteral("&&")));
    action->setToolTip(path);
    action->setStatusTip(path);
    connect(action, &QAction::triggered, this, [this, path] { files_->open(path); });
  }
  recentMenu_->addSeparator();
  connect(recentMenu_->addAction(tr("&Clear this list")), &QAction::triggered, this, [this] {
    settings_.clearRecentFiles();
    refreshRecentFiles();
  });
}

}  // namespace pentimento
