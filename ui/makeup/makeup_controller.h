// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/faces/face_search.h"
#include "ui/makeup/drop_overlay.h"
#include "ui/makeup/look_shelf.h"
#include "ui/makeup/looks_model.h"

class QMimeData;
class QWidget;

namespace pentimento {

class Actions;
class CanvasView;
class Dialogs;
class JobController;
class MakeupPanel;
class MessageBar;
class Settings;

/// Everything about make-up in one window: makes model, shelf and panel, connects them, takes looks from
/// pictures, and knows what a drag over the photo would do.
class MakeupController : public QObject {
  Q_OBJECT
 public:
  struct Parts {
    DocumentModel& document;
    FaceModel& faces;
    FaceSearch& search;
    JobController& jobs;
    CanvasView& canvas;
    Actions& actions;
    MessageBar& messages;
    Dialogs& dialogs;
    Settings& settings;
    QWidget& window;  ///< parent of dialogs
  };
  explicit MakeupController(const Parts& parts, QObject* parent = nullptr);
  ~MakeupController() override;

  LooksModel& looks() { return looks_; }
  LookShelf& shelf() { return shelf_; }
  MakeupPanel* panel() { return panel_; }
  void refreshActions();

  /// Takes the make-up of a face in a picture, the one chosen there last or the largest: for `face`, or for
  /// those that the panel is about.
  void take(const FaceSearch::Source& source, const FacePointer& face = nullptr);
  void takeDropped(const QMimeData& data, const FacePointer& face = nullptr);

  /// The face that would be made up if this were dropped there (pixels of the canvas): one picture, on the
  /// box of a face; nullptr: none.
  FacePointer faceUnder(const QMimeData& data, const QPointF& canvas) const;
  /// Shows where a drag would drop; nullptr: nowhere.
  void showTarget(const FacePointer& face) { overlay_.show(face); }

 Q_SIGNALS:
  /// What was dropped on a face was to be opened instead.
  void openWanted(const pentimento::FaceSearch::Source& source);
  /// Make-up was taken by canvas or menu: the sliders are wanted.
  void panelWanted();

 private:
  /// One question about a reference, on its way through the worker.
  struct Errand {
    FaceSearch::Source source;
    QString name;
    FacePointer face;  // nullptr: those that the panel is about
  };
  void connectActions();
  void connectJobs();
  void openByDialog();
  void found(const Errand& errand, const std::shared_ptr<const OtherPicture>& picture);
  /// The one that was chosen when make-up was last taken from this file; else the largest.
  std::size_t faceIn(const OtherPicture& picture, const FaceSearch::Source& source) const;
  Look lookFrom(const Errand& errand, std::vector<ReferencePicture::LentFace> faces, std::size_t index);
  void putOn(const Errand& errand, const Look& look);
  void offerToOpen(const Errand& errand);
  void keepFavourite(bool keep);
  void fail(const QString& text);

  Parts parts_;
  LooksModel looks_;
  LookShelf shelf_;
  DropOverlay overlay_;
  MakeupPanel* panel_;
  QString problem_;  // why nobody can be made up
};

}  // namespace pentimento
