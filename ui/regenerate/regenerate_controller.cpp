// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regenerate/regenerate_controller.h"

#include <QFileInfo>

#include "ui/actions.h"
#include "ui/canvas/canvas_view.h"
#include "ui/dialogs/dialogs.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/document_model.h"
#include "ui/errors.h"
#include "ui/faces/face_search.h"
#include "ui/job_controller.h"
#include "ui/message_bar.h"
#include "ui/panels/regenerate_panel.h"
#include "ui/regenerate/brush_actions.h"
#include "ui/regenerate/mask_files.h"
#include "ui/settings.h"

namespace pentimento {

namespace {

std::filesystem::path toPath(const QString& path) {
  return path.toStdU16String();
}

}  // namespace

RegenerateController::RegenerateController(const Parts& parts, QObject* parent)
    : QObject(parent),
      parts_(parts),
      masks_(parts.document, parts.faces),
      overlay_(masks_),
      tool_(masks_, brush_),
      panel_(new RegeneratePanel(masks_, brush_, parts.faces, parts.actions)) {
  parts_.canvas.addOverlay(&overlay_);
  connectActions();
  connectBrush();
  connectPanel();
  connect(&tool_, &MaskBrushTool::missed, this, [this] {
    parts_.messages.show(MessageBar::Kind::News,
                         tr("There is no face here to paint on. Find faces, or draw a box around one."));
  });
  connect(&masks_, &MaskModel::currentChanged, this, &RegenerateController::refreshActions);
  connect(&masks_, &MaskModel::settingsChanged, this, &RegenerateController::refreshActions);
  connect(&parts_.faces, &FaceModel::facesChanged, this, &RegenerateController::refreshActions);
  refreshActions();
  showOverlay();
}

RegenerateController::~RegenerateController() = default;

void RegenerateController::connectActions() {
  const auto on = [this](ActionId id, auto act) {
    connect(parts_.actions[id], &QAction::triggered, this, act);
  };
  joinBrush(parts_.actions, brush_, this);
  for (const auto& [id, mode] : brushModes) on(id, [this] { Q_EMIT toolWanted(); });
  on(ActionId::RegenerateToggle, [this](bool checked) { masks_.setEnabled(checked); });
  on(ActionId::WholeFace, [this](bool checked) { masks_.setWholeFace(checked); });
  on(ActionId::ResetMask, [this] { masks_.resetCurrent(); });
  on(ActionId::ImportMask, [this] { importByDialog(); });
  on(ActionId::ExportMask, [this] { exportByDialog(); });
  parts_.actions[ActionId::ShowMask]->setChecked(parts_.settings.value(Setting::ShowMask).toBool());
  connect(parts_.actions[ActionId::ShowMask], &QAction::toggled, this, [this](bool checked) {
    parts_.settings.set(Setting::ShowMask, checked);
    showOverlay();
  });
  connect(parts_.actions[ActionId::MaskSolo], &QAction::toggled, this, &RegenerateController::showOverlay);
}

void RegenerateController::connectBrush() {
  brush_.setSize(parts_.settings.value(Setting::BrushSize).toDouble());
  connect(&brush_, &MaskBrush::changed, this,
          [this] { parts_.settings.set(Setting::BrushSize, brush_.size()); });
}

void RegenerateController::connectPanel() {
  panel_->setOpacity(parts_.settings.value(Setting::MaskOpacity).toDouble());
  connect(panel_, &RegeneratePanel::opacityChanged, this, [this](double opacity) {
    parts_.settings.set(Setting::MaskOpacity, opacity);
    showOverlay();
  });
  connect(panel_, &RegeneratePanel::maskDropped, this, &RegenerateController::importMask);
  connect(panel_, &RegeneratePanel::styleFileWanted, this, &RegenerateController::styleByDialog);
  connect(panel_, &RegeneratePanel::styleChosen, this, &RegenerateController::takeStyle);
  connect(&parts_.jobs, &JobController::regenerateReady, this, [this] { panel_->setProblem({}); });
  connect(&parts_.jobs, &JobController::regenerateUnavailable, this,
          [this](const Error& error) { panel_->setProblem(describe(error)); });
}

void RegenerateController::setActive(bool active) {
  if (active == active_) return;
  active_ = active;
  // The network is read while the first stroke is painted.
  if (active) parts_.jobs.prepareRegenerate();
  showOverlay();
}

void RegenerateController::showOverlay() {
  // Alone it is asked for by name, whatever the tool.
  const bool solo = parts_.actions[ActionId::MaskSolo]->isChecked();
  overlay_.show({.visible = solo || (active_ && parts_.actions[ActionId::ShowMask]->isChecked()),
                 .solo = solo,
                 .opacity = parts_.settings.value(Setting::MaskOpacity).toDouble()});
}

void RegenerateController::refreshActions() {
  const Actions& actions = parts_.actions;
  const bool photo = parts_.document.hasPhoto();
  for (const ActionId id :
       {ActionId::ToolMask, ActionId::MaskPaint, ActionId::MaskErase, ActionId::MaskFill, ActionId::MaskPick,
        ActionId::MaskMirror, ActionId::BrushSmaller, ActionId::BrushLarger, ActionId::RegenerateToggle,
        ActionId::ShowMask, ActionId::MaskSolo}) {
    actions[id]->setEnabled(photo);
  }
  const FaceMask* mask = masks_.current();
  actions[ActionId::RegenerateToggle]->setChecked(masks_.enabled());
  actions[ActionId::WholeFace]->setEnabled(mask != nullptr);
  actions[ActionId::WholeFace]->setChecked(mask && mask->wholeFace);
  actions[ActionId::ResetMask]->setEnabled(mask && masks_.currentPainted());
  for (const ActionId id : {ActionId::ImportMask, ActionId::ExportMask})
    actions[id]->setEnabled(photo && !parts_.faces.faces().empty());
  panel_->setPhotoOpen(photo);
}

void RegenerateController::fail(const Error& error) {
  parts_.messages.show(MessageBar::Kind::Error, describe(error));
}

void RegenerateController::importByDialog() {
  const QString path = parts_.dialogs.openMask(&parts_.window, parts_.settings.text(Setting::LastFolder));
  if (!path.isEmpty()) importMask(path);
}

void RegenerateController::importMask(const QString& path) {
  if (!parts_.document.hasPhoto()) return;
  if (parts_.faces.faces().empty()) return Q_EMIT tool_.missed();
  std::vector<FacePointer> faces;
  for (const FacePointer& face : parts_.faces.faces()) {
    if (!face->parsed.empty()) faces.push_back(face);
  }
  auto masks = std::make_shared<std::vector<MaskedFace>>();
  parts_.worker.submit({.key = "importMask",
                        .title = tr("Reading the mask"),
                        .run = [path = toPath(path), faces, masks](
                                   const PhotoJobs::Photo& photo,
                                   const Progress&) { *masks = readMask(path, faces, photo->photo.image); },
                        .succeeded = [this, masks] { masks_.import(*masks); },
                        .failed = [this](const Error& error) { fail(error); },
                        .finished = {}});
}

void RegenerateController::exportByDialog() {
  const QString path = parts_.dialogs.saveMask(
      &parts_.window,
      suggestedSiblingPath(parts_.document.path(), parts_.document.displayName(),
                           parts_.settings.text(Setting::LastFolder), QStringLiteral("-mask.png")));
  if (!path.isEmpty()) exportMask(path);
}

void RegenerateController::exportMask(const QString& path) {
  QString obstacle = exportObstacle(path, parts_.document.path());
  if (obstacle.isEmpty() && !path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive))
    obstacle = tr("The name of a mask must end in .png.");
  if (!obstacle.isEmpty()) {
    parts_.messages.show(MessageBar::Kind::Error,
                         QFileInfo(path).fileName() + QStringLiteral(": ") + obstacle);
    return;
  }
  std::vector<MaskedFace> faces;
  for (const auto& [face, mask] : masks_.shown()) {
    const bool painted = mask && mask->changesPhoto();
    faces.emplace_back(face, painted ? mask->painted.clone() : Image());
  }
  parts_.worker.submit(
      {.key = "exportMask",
       .title = tr("Writing the mask"),
       .run = [path = toPath(path), faces](const PhotoJobs::Photo& photo,
                                           const Progress&) { writeMask(path, faces, photo->photo.image); },
       .succeeded = [this,
                     path] { parts_.messages.show(MessageBar::Kind::News, tr("Saved as %1.").arg(path)); },
       .failed = [this](const Error& error) { fail(error); },
       .finished = {}});
}

void RegenerateController::styleByDialog() {
  const QString path =
      parts_.dialogs.openReference(&parts_.window, parts_.settings.text(Setting::LastReference));
  if (path.isEmpty()) return;
  parts_.settings.set(Setting::LastReference, QFileInfo(path).absolutePath());
  takeStyle(path);
}

void RegenerateController::takeStyle(const QString& path) {
  if (!masks_.current()) return Q_EMIT tool_.missed();
  const FacePointer face = masks_.current()->face;
  parts_.search.lendFace(
      path,
      [this, path, face](const std::shared_ptr<const FaceSearch::Lender>& lender) {
        const QString name = QFileInfo(path).fileName();
        if (!lender) {
          parts_.messages.show(MessageBar::Kind::Error,
                               tr("%1: no face was found in this picture to take the style from.").arg(name));
          return;
        }
        if (!masks_.current() || masks_.current()->face != face) return;  // another face was chosen meanwhile
        auto style = std::make_shared<LentStyle>();
        style->reference = lender->style;
        style->thumbnail = lender->thumbnail;
        style->name = name;
        masks_.setStyle(style);
      },
      [this](const Error& error) { fail(error); });
}

}  // namespace pentimento
