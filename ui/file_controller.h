// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMimeData>
#include <QObject>
#include <functional>

#include "ui/document_model.h"
#include "ui/job_controller.h"
#include "ui/photo_loader.h"

namespace pentimento {

class Dialogs;
class MessageBar;
class Settings;
class WorkState;

/// How photos and projects come in and go out: open, paste, drop, recent files, save, export, and the question
/// about unsaved changes.
class FileController : public QObject {
  Q_OBJECT
 public:
  struct Parts {
    DocumentModel& document;
    JobController& jobs;
    WorkState& work;
    MessageBar& messages;
    Dialogs& dialogs;
    Settings& settings;
    QWidget& window;  ///< parent of dialogs
  };
  explicit FileController(const Parts& parts, QObject* parent = nullptr);

  void openByDialog();
  /// Asks about unsaved changes, then loads off the UI thread: a photo or a project.
  void open(const QString& path);
  /// Restores work that was never saved (ui/project/recovery.h). Nothing may be open.
  void openKept(const QString& file, const QString& name) { loader_.loadKept(file, name); }
  void open(const QImage& picture);
  void paste();
  /// Whether a drag with this content may be dropped on the window.
  static bool accepts(const QMimeData& data);
  void drop(const QMimeData& data);
  /// Into the project that the photo belongs to; asks where to where there is none yet.
  void save();
  void saveAsByDialog();
  /// Refuses what is no project's name, or the opened file, with a message; else writes in the background.
  void saveTo(const QString& path);
  void exportByDialog();
  /// Refuses the opened file with a message; else writes in the background.
  void exportTo(const QString& path, int quality, bool strip);
  void openReferenceByDialog();
  void openReference(const QString& path);
  void cancelLoading() { loader_.cancel(); }
  bool loading() const { return loader_.loading(); }
  /// Whether a picture or a project is being written.
  bool exporting() const { return exporting_; }

  /// Whether the window may close now. Where it must first ask or wait, it says no and `close` is called
  /// later when the answer was yes.
  bool mayClose(std::function<void()> close);

 Q_SIGNALS:
  void photoOpened(bool greyscale);  ///< a photo, not a project, whose edits say what it is for
  void recentFilesChanged();
  void loadingStarted(const QString& name);
  void loadingEnded(bool opened);
  /// Kept work is open.
  void keptRestored(const QString& file);
  void referenceReady(const QImage& picture);
  /// Further files of one drop: each deserves a window.
  void anotherWindowWanted(const QString& path);

 private:
  void whenDiscardable(std::function<void()> goOn);
  void loaded(std::shared_ptr<const LoadedPhoto> photo);
  void workLoaded(const WorkSnapshot& work, bool saved);
  void remember(const QString& path);
  void exportEnded();
  void exported(const QString& path);
  void projectSaved(const QString& path, const QString& problem);
  QString suggestedProject() const;
  QString neighbour() const;

  Parts parts_;
  PhotoLoader loader_, referenceLoader_;
  bool exporting_ = false;
  PhotoEdits exported_;                // what the running export or save was asked for
  std::function<void()> afterExport_;  // what the user wanted when asked about unsaved changes
};

}  // namespace pentimento
