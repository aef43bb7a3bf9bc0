// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/file_controller.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <utility>

#include "ui/dialogs/dialogs.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/dropped_pictures.h"
#include "ui/errors.h"
#include "ui/message_bar.h"
#include "ui/project/work_state.h"
#include "ui/settings.h"

namespace pentimento {

FileController::FileController(const Parts& parts, QObject* parent) : QObject(parent), parts_(parts) {
  connect(&loader_, &PhotoLoader::started, this, &FileController::loadingStarted);
  connect(&loader_, &PhotoLoader::loaded, this, &FileController::loaded);
  connect(&loader_, &PhotoLoader::workLoaded, this,
          [this](const std::shared_ptr<const WorkSnapshot>& work) { workLoaded(*work, true); });
  connect(&loader_, &PhotoLoader::keptLoaded, this,
          [this](const std::shared_ptr<const WorkSnapshot>& work, const QString& file) {
            workLoaded(*work, false);
            Q_EMIT keptRestored(file);
          });
  connect(&loader_, &PhotoLoader::cancelled, this, [this] { Q_EMIT loadingEnded(false); });
  connect(&loader_, &PhotoLoader::failed, this, [this](const Error& error) {
    parts_.messages.show(MessageBar::Kind::Error, describe(error));
    Q_EMIT loadingEnded(false);
  });
  const auto lend = [this](const LoadedPhoto& photo) {
    Q_EMIT referenceReady(photo.pyramid.level(photo.pyramid.levels() - 1));
  };
  connect(&referenceLoader_, &PhotoLoader::loaded, this,
          [lend](const std::shared_ptr<const LoadedPhoto>& photo) { lend(*photo); });
  connect(&referenceLoader_, &PhotoLoader::workLoaded, this,
          [lend](const std::shared_ptr<const WorkSnapshot>& work) { lend(*work->photo); });
  connect(&referenceLoader_, &PhotoLoader::failed, this,
          [this](const Error& error) { parts_.messages.show(MessageBar::Kind::Error, describe(error)); });
  connect(&parts_.jobs, &JobController::exported, this, &FileController::exported);
  connect(&parts_.jobs, &JobController::projectSaved, this, &FileController::projectSaved);
  connect(&parts_.jobs, &JobController::exportEnded, this, &FileController::exportEnded);
}

void FileController::openByDialog() {
  const QString path = parts_.dialogs.openPhoto(&parts_.window, parts_.settings.text(Setting::LastFolder));
  if (!path.isEmpty()) open(path);
}

void FileController::open(const QString& path) {
  whenDiscardable([this, path] {
    parts_.messages.dismiss();
    loader_.load(path);
  });
}

void FileController::open(const QImage& picture) {
  whenDiscardable([this, picture] {
    parts_.messages.dismiss();
    loader_.load(picture);
  });
}

void FileController::paste() {
  const QMimeData* data = QGuiApplication::clipboard()->mimeData();
  if (!data || !accepts(*data)) {
    parts_.messages.show(MessageBar::Kind::News, tr("There is no picture on the clipboard."));
    return;
  }
  drop(*data);
}

bool FileController::accepts(const QMimeData& data) {
  return mayBePictures(data);
}

void FileController::drop(const QMimeData& data) {
  DroppedPictures pictures = droppedPictures(data);
  if (!pictures.files.isEmpty()) {
    open(pictures.files.takeFirst());
    for (const QString& file : pictures.files) Q_EMIT anotherWindowWanted(file);
  } else if (!pictures.picture.isNull()) {
    open(pictures.picture);
  } else {
    parts_.messages.show(MessageBar::Kind::Error, tr("Only files on this machine can be dropped here."));
  }
}

void FileController::loaded(std::shared_ptr<const LoadedPhoto> photo) {
  const bool greyscale = photo->photo.greyscale;
  parts_.document.setPhoto(std::move(photo));
  remember(parts_.document.path());
  if (greyscale) {
    parts_.messages.show(MessageBar::Kind::Offer, tr("This photo is black and white."), tr("&Colourise"),
                         [this] { parts_.document.setColouriseEnabled(true); });
  } else {
    parts_.messages.dismiss();
  }
  Q_EMIT photoOpened(greyscale);
  Q_EMIT loadingEnded(true);
}

void FileController::workLoaded(const WorkSnapshot& work, bool saved) {
  parts_.messages.dismiss();
  parts_.work.restore(work, saved);
  remember(work.project);
  Q_EMIT loadingEnded(true);
}

void FileController::remember(const QString& path) {
  if (path.isEmpty()) return;
  parts_.settings.addRecentFile(path);
  parts_.settings.set(Setting::LastFolder, QFileInfo(path).absolutePath());
  Q_EMIT recentFilesChanged();
}

QString FileController::neighbour() const {
  // A project may have come from another machine, where its photo lay elsewhere.
  const QString& project = parts_.document.project();
  const QString photo = parts_.document.path();
  return project.isEmpty() || QFileInfo(photo).dir().exists() ? photo : project;
}

QString FileController::suggestedProject() const {
  if (!parts_.document.project().isEmpty()) return parts_.document.project();
  // Another program's .ora is an opened photo, which is never overwritten.
  const bool taken = isProjectPath(parts_.document.path().toStdU16String());
  return suggestedSiblingPath(neighbour(), parts_.document.displayName(),
                              parts_.settings.text(Setting::LastFolder),
                              taken ? QStringLiteral("-edited.ora") : QStringLiteral(".ora"));
}

void FileController::save() {
  if (!parts_.document.hasPhoto()) return;
  if (parts_.document.project().isEmpty()) return saveAsByDialog();
  saveTo(parts_.document.project());
}

void FileController::saveAsByDialog() {
  if (!parts_.document.hasPhoto()) return;
  const QString path = parts_.dialogs.saveProject(&parts_.window, suggestedProject());
  if (!path.isEmpty()) return saveTo(path);
  afterExport_ = {};
}

void FileController::saveTo(const QString& path) {
  if (const QString obstacle = saveObstacle(path, parts_.document.path()); !obstacle.isEmpty()) {
    afterExport_ = {};
    parts_.messages.show(MessageBar::Kind::Error,
                         QFileInfo(path).fileName() + QStringLiteral(": ") + obstacle);
    return;
  }
  SaveRequest request{path.toStdU16String(), parts_.work.snapshot()};
  request.work.project = path;
  exporting_ = true;
  exported_ = request.work.edits;
  parts_.jobs.saveProject(request);
}

void FileController::projectSaved(const QString& path, const QString& problem) {
  parts_.document.setProject(path);
  parts_.document.markSaved(exported_);
  remember(path);
  if (problem.isEmpty()) {
    parts_.messages.show(MessageBar::Kind::News, tr("Saved as %1.").arg(path));
  } else {
    parts_.messages.show(MessageBar::Kind::Error,
                         tr("Saved as %1, but without layers for other programs. %2").arg(path, problem));
  }
}

void FileController::exportByDialog() {
  if (!parts_.document.hasPhoto()) return;
  const QString opened = parts_.document.path(), folder = parts_.settings.text(Setting::LastFolder);
  const ExportChoice suggested{suggestedExportPath(neighbour(), folder),
                               parts_.settings.value(Setting::ExportQuality).toInt(),
                               parts_.settings.value(Setting::ExportStrip).toBool()};
  const auto choice = parts_.dialogs.exportPhoto(&parts_.window, suggested, opened);
  if (!choice) {
    afterExport_ = {};
    return;
  }
  parts_.settings.set(Setting::ExportQuality, choice->quality);
  parts_.settings.set(Setting::ExportStrip, choice->strip);
  exportTo(choice->path, choice->quality, choice->strip);
}

void FileController::exportTo(const QString& path, int quality, bool strip) {
  if (const QString obstacle = exportObstacle(path, parts_.document.path()); !obstacle.isEmpty()) {
    afterExport_ = {};
    parts_.messages.show(MessageBar::Kind::Error,
                         QFileInfo(path).fileName() + QStringLiteral(": ") + obstacle);
    return;
  }
  ExportRequest request;
  request.path = path.toStdU16String();
  request.options.quality = quality;
  request.options.stripMetadata = strip;
  request.edits = parts_.document.edits();
  request.options.markAsGenerated = request.edits.active();
  exporting_ = true;
  exported_ = request.edits;
  parts_.jobs.exportPhoto(request);
}

void FileController::exported(const QString& path) {
  // What was changed while the export ran is not in it.
  parts_.document.markSaved(exported_);
  parts_.messages.show(MessageBar::Kind::News, tr("Saved as %1.").arg(path));
}

void FileController::exportEnded() {
  exporting_ = false;
  const auto goOn = std::exchange(afterExport_, {});
  if (goOn && !parts_.document.isModified()) goOn();
}

void FileController::openReferenceByDialog() {
  const QString path =
      parts_.dialogs.openReference(&parts_.window, parts_.settings.text(Setting::LastReference));
  if (!path.isEmpty()) openReference(path);
}

void FileController::openReference(const QString& path) {
  parts_.settings.set(Setting::LastReference, QFileInfo(path).absolutePath());
  referenceLoader_.load(path);
}

bool FileController::mayClose(std::function<void()> close) {
  if (exporting_) {
    parts_.messages.show(MessageBar::Kind::News, tr("The window closes when the file is written."));
    afterExport_ = std::move(close);
    return false;
  }
  // The answer comes at once, or (after an export) long after this function returned.
  struct Answer {
    bool asking = true, yes = false;
  };
  const auto answer = std::make_shared<Answer>();
  whenDiscardable([answer, close = std::move(close)] {
    answer->yes = true;
    if (!answer->asking) close();
  });
  answer->asking = false;
  return answer->yes;
}

void FileController::whenDiscardable(std::function<void()> goOn) {
  if (!parts_.document.isModified()) return goOn();
  switch (parts_.dialogs.askUnsaved(&parts_.window, parts_.document.displayName())) {
    case Dialogs::Unsaved::Discard:
      return goOn();
    case Dialogs::Unsaved::Cancel:
      return;
    case Dialogs::Unsaved::Save:
      afterExport_ = std::move(goOn);
      return save();
    case Dialogs::Unsaved::Export:
      afterExport_ = std::move(goOn);
      exportByDialog();
  }
}

}  // namespace pentimento
