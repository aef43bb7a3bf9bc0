// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/attributes/attributes_controller.h"

#include <QFileInfo>

#include "ui/actions.h"
#include "ui/dialogs/dialogs.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/document_model.h"
#include "ui/errors.h"
#include "ui/faces/face_model.h"
#include "ui/job_controller.h"
#include "ui/message_bar.h"
#include "ui/panels/attributes_panel.h"
#include "ui/preview_updater.h"
#include "ui/settings.h"

namespace pentimento {

AttributesController::AttributesController(const Parts& parts, QObject* parent)
    : QObject(parent),
      parts_(parts),
      sliders_(parts.document, parts.faces),
      eraser_(sliders_, parts.brush),
      panel_(new AttributesPanel({parts.document, sliders_, parts.brush, parts.faces, parts.actions})) {
  connectActions();
  connectJobs();
  connect(&eraser_, &BrushTool::missed, this, [this] {
    parts_.messages.show(MessageBar::Kind::News,
                         tr("Nothing is changed here that could be erased. Move a slider first."));
  });
  refreshActions();
}

void AttributesController::connectActions() {
  const auto on = [this](ActionId id, auto act) {
    connect(parts_.actions[id], &QAction::triggered, this, act);
  };
  on(ActionId::AttributesToggle, [this](bool checked) { sliders_.setEnabled(checked); });
  on(ActionId::ResetAttributes, [this] { sliders_.reset(); });
  on(ActionId::ExportResidual, [this] { exportByDialog(); });
  on(ActionId::RestoreErased, [this](bool checked) {
    eraser_.setRestoring(checked);
    Q_EMIT eraserWanted();
  });
  connect(parts_.actions[ActionId::ShowResidual], &QAction::toggled, &parts_.preview,
          &PreviewUpdater::showResidual);
  connect(&parts_.document, &DocumentModel::attributesChanged, this, &AttributesController::refreshActions);
  connect(&sliders_, &SlidersModel::targetsChanged, this, &AttributesController::refreshActions);
}

void AttributesController::connectJobs() {
  // Models may be installed while the window is open.
  connect(&parts_.document, &DocumentModel::photoChanged, &parts_.jobs, &JobController::prepareAttributes);
  connect(&parts_.jobs, &JobController::attributesReady, this, [this](const AttributesInfo& info) {
    std::set<Attribute> available;
    for (const auto& [attribute, model] : info.models) available.insert(attribute);
    panel_->setAvailable(available);
  });
  connect(&parts_.jobs, &JobController::residualExported, this, [this](const QString& path) {
    parts_.messages.show(MessageBar::Kind::News, tr("Saved as %1.").arg(path));
  });
  connect(&parts_.jobs, &JobController::attributesUnavailable, this,
          [this](const Error& error) { panel_->setProblem(describe(error)); });
}

void AttributesController::refreshActions() {
  const Actions& actions = parts_.actions;
  const bool photo = parts_.document.hasPhoto();
  for (const ActionId id : {ActionId::AttributesToggle, ActionId::ShowResidual, ActionId::ToolAttributeEraser,
                            ActionId::RestoreErased})
    actions[id]->setEnabled(photo);
  actions[ActionId::AttributesToggle]->setChecked(parts_.document.attributes().enabled);
  actions[ActionId::ResetAttributes]->setEnabled(sliders_.touched());
  actions[ActionId::ExportResidual]->setEnabled(parts_.document.attributes().active());
}

void AttributesController::exportByDialog() {
  const QString path = parts_.dialogs.saveResidual(
      &parts_.window,
      suggestedSiblingPath(parts_.document.path(), parts_.document.displayName(),
                           parts_.settings.text(Setting::LastFolder), QStringLiteral("-residual.png")));
  if (!path.isEmpty()) exportResidual(path);
}

void AttributesController::exportResidual(const QString& path) {
  if (const QString obstacle = exportObstacle(path, parts_.document.path()); !obstacle.isEmpty()) {
    parts_.messages.show(MessageBar::Kind::Error,
                         QFileInfo(path).fileName() + QStringLiteral(": ") + obstacle);
    return;
  }
  parts_.jobs.exportResidual(path.toStdU16String(), parts_.document.edits());
}

}  // namespace pentimento
