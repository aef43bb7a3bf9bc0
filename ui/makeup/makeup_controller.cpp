// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/makeup/makeup_controller.h"

#include <QFileInfo>
#include <QUndoStack>

#include "ui/actions.h"
#include "ui/canvas/canvas_view.h"
#include "ui/dialogs/dialogs.h"
#include "ui/document_model.h"
#include "ui/dropped_pictures.h"
#include "ui/errors.h"
#include "ui/faces/remembered_face.h"
#include "ui/job_controller.h"
#include "ui/message_bar.h"
#include "ui/panels/makeup_panel.h"
#include "ui/settings.h"

namespace pentimento {

MakeupController::MakeupController(const Parts& parts, QObject* parent)
    : QObject(parent),
      parts_(parts),
      looks_(parts.document, parts.faces),
      shelf_(parts.settings),
      panel_(new MakeupPanel({parts.document, looks_, shelf_, parts.actions})) {
  parts_.canvas.addOverlay(&overlay_);
  connectActions();
  connectJobs();
  connect(panel_, &MakeupPanel::pictureChosen, this, [this](const QString& path) { take(path); });
  connect(panel_, &MakeupPanel::pictureDropped, this, [this](const QMimeData& data) { takeDropped(data); });
  refreshActions();
}

MakeupController::~MakeupController() = default;

void MakeupController::connectActions() {
  const auto on = [this](ActionId id, auto act) {
    connect(parts_.actions[id], &QAction::triggered, this, act);
  };
  on(ActionId::MakeupToggle, [this](bool checked) { looks_.setEnabled(checked); });
  on(ActionId::OpenLook, [this] { openByDialog(); });
  on(ActionId::FavouriteLook, [this](bool checked) { keepFavourite(checked); });
  on(ActionId::RemoveMakeup, [this] { looks_.takeOff(); });
  connect(&parts_.document, &DocumentModel::makeupChanged, this, &MakeupController::refreshActions);
  connect(&looks_, &LooksModel::targetsChanged, this, &MakeupController::refreshActions);
  connect(&looks_, &LooksModel::faceChosen, &shelf_, &LookShelf::setFace);
  connect(&shelf_, &LookShelf::changed, this, &MakeupController::refreshActions);
}

void MakeupController::connectJobs() {
  // Models may be installed while the window is open.
  connect(&parts_.document, &DocumentModel::photoChanged, &parts_.jobs, &JobController::prepareMakeup);
  connect(&parts_.faces, &FaceModel::facesChanged, this, [this] {
    if (!parts_.faces.faces().empty()) parts_.jobs.warmUpMakeup();
  });
  const auto learn = [this](const QString& problem) {
    problem_ = problem;
    panel_->setProblem(problem);
    refreshActions();
  };
  connect(&parts_.jobs, &JobController::makeupReady, this, [learn] { learn({}); });
  connect(&parts_.jobs, &JobController::makeupUnavailable, this,
          [learn](const Error& error) { learn(describe(error)); });
}

void MakeupController::refreshActions() {
  const Actions& actions = parts_.actions;
  const bool photo = parts_.document.hasPhoto();
  const auto [look, mixed] = looks_.worn();
  actions[ActionId::MakeupToggle]->setEnabled(photo);
  actions[ActionId::MakeupToggle]->setChecked(parts_.document.makeup().enabled);
  actions[ActionId::OpenLook]->setEnabled(photo && problem_.isEmpty());
  actions[ActionId::RemoveMakeup]->setEnabled(static_cast<bool>(look));
  actions[ActionId::FavouriteLook]->setEnabled(look && !mixed);
  actions[ActionId::FavouriteLook]->setChecked(look && !mixed && shelf_.isFavourite(look.picture->path));
}

void MakeupController::openByDialog() {
  const QString path =
      parts_.dialogs.openReference(&parts_.window, parts_.settings.text(Setting::LastReference));
  if (path.isEmpty()) return;
  parts_.settings.set(Setting::LastReference, QFileInfo(path).absolutePath());
  Q_EMIT panelWanted();
  take(path);
}

void MakeupController::keepFavourite(bool keep) {
  const Look look = looks_.worn().look;
  if (!look) return;
  try {
    shelf_.setFavourite(*look.picture, keep);
  } catch (const Error& error) {
    fail(describe(error));
    refreshActions();
  }
}

FacePointer MakeupController::faceUnder(const QMimeData& data, const QPointF& canvas) const {
  if (!parts_.document.hasPhoto() || !problem_.isEmpty() || !isOnePicture(data)) return nullptr;
  const int index = parts_.faces.faceAt(parts_.canvas.photoAt(canvas));
  return index < 0 ? nullptr : parts_.faces.faces()[static_cast<std::size_t>(index)];
}

void MakeupController::takeDropped(const QMimeData& data, const FacePointer& face) {
  const DroppedPictures dropped = droppedPictures(data);
  if (dropped.empty())
    return fail(tr("Only an address came with this. Save the picture, then drop its file."));
  if (dropped.files.isEmpty()) {
    take(dropped.picture, face);
  } else {
    take(dropped.files.front(), face);
  }
}

void MakeupController::take(const FaceSearch::Source& source, const FacePointer& face) {
  if (!parts_.document.hasPhoto()) return;
  const auto* path = std::get_if<QString>(&source);
  const Errand errand{source, path ? QFileInfo(*path).fileName() : tr("Dropped picture"), face};
  parts_.search.lookAt(
      source, [this, errand](const std::shared_ptr<const OtherPicture>& picture) { found(errand, picture); },
      [this](const Error& error) { fail(describe(error)); });
}

void MakeupController::found(const Errand& errand, const std::shared_ptr<const OtherPicture>& picture) {
  if (picture->faces.empty()) {
    const QString text = tr("%1: no face was found in this picture to take make-up from.").arg(errand.name);
    if (!errand.face) return fail(text);
    return parts_.messages.show(MessageBar::Kind::Error, text, tr("&Open it"),
                                [this, errand] { Q_EMIT openWanted(errand.source); });
  }
  parts_.jobs.requestReferences(
      picture,
      [this, errand, index = faceIn(*picture, errand.source)](const JobController::LentFaces& faces) {
        putOn(errand, lookFrom(errand, faces, index));
      },
      [this](const Error& error) { fail(describe(error)); });
}

std::size_t MakeupController::faceIn(const OtherPicture& picture, const FaceSearch::Source& source) const {
  const auto& faces = picture.faces;
  if (const auto* path = std::get_if<QString>(&source)) {
    const auto chosen = shelf_.face(QFileInfo(*path).absoluteFilePath());
    if (chosen && *chosen < faces.size()) return *chosen;
  }
  return static_cast<std::size_t>(largestFace(faces) - faces.data());
}

Look MakeupController::lookFrom(const Errand& errand, std::vector<ReferencePicture::LentFace> faces,
                                std::size_t index) {
  auto reference = std::make_shared<ReferencePicture>();
  reference->name = errand.name;
  if (const auto* path = std::get_if<QString>(&errand.source)) {
    reference->path = QFileInfo(*path).absoluteFilePath();
    shelf_.addRecent(reference->path);
  } else {
    reference->picture = std::get<QImage>(errand.source);
    reference->path = LookShelf::pathFor(reference->picture);
  }
  reference->faces = std::move(faces);
  return {reference, index};
}

void MakeupController::putOn(const Errand& errand, const Look& look) {
  FaceModel::Faces faces = looks_.choice().targets();
  if (errand.face) {
    // It may have been found anew meanwhile.
    const auto& known = parts_.faces.faces();
    const auto now = remembered(known, errand.face, [](const FacePointer& face) { return face; });
    faces.clear();
    if (now != known.end()) faces.push_back(*now);
  }
  if (faces.empty()) return fail(tr("There is no face to make up. Find faces, or draw a box around one."));
  if (errand.face) parts_.faces.select(parts_.faces.indexOf(faces.front()));
  looks_.putOn(look, faces);
  if (!errand.face) return;
  Q_EMIT panelWanted();
  offerToOpen(errand);
}

void MakeupController::offerToOpen(const Errand& errand) {
  // Who drops a picture on a photo may have wanted to see it.
  QUndoStack& undo = parts_.document.undoStack();
  parts_.messages.show(MessageBar::Kind::News, tr("The face wears the make-up of %1.").arg(errand.name),
                       tr("&Open the picture instead"), [this, &undo, errand, index = undo.index()] {
                         if (undo.index() == index) undo.undo();
                         Q_EMIT openWanted(errand.source);
                       });
}

void MakeupController::fail(const QString& text) {
  parts_.messages.show(MessageBar::Kind::Error, text);
}

}  // namespace pentimento
