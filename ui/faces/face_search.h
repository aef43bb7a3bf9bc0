// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <functional>
#include <optional>
#include <variant>

#include "core/effects/regenerate.h"
#include "ui/faces/face_cache.h"
#include "ui/faces/face_engine.h"
#include "ui/photo_jobs.h"

namespace pentimento {

class DocumentModel;

/// Fills the face model: asks the worker when a photo is opened (if that is wanted), when the user says so,
/// and for boxes drawn by hand; remembers the answers per photo.
class FaceSearch : public QObject {
  Q_OBJECT
 public:
  enum class State { NotSearched, Searching, Done, Failed };

  /// All must outlive this.
  FaceSearch(DocumentModel& document, FaceModel& faces, PhotoJobs& worker, std::unique_ptr<FaceEngine> engine,
             QObject* parent = nullptr);
  ~FaceSearch() override;

  /// Whether to search in every photo that is opened.
  void setAutomatic(bool automatic);
  /// Searches, also where it did before.
  void search();
  /// Reads the models anew, and searches the open photo again where it was searched.
  void reload();
  /// Faces that a project remembers, instead of a search where there was one.
  void setKnown(bool searched, FaceModel::Faces found, FaceModel::Faces drawn);
  bool searched() const { return searched_; }
  /// Analyses the face in a box (canvas photo pixels).
  void analyse(const QRectF& box);

  /// Where another picture comes from: a file, or it itself.
  using Source = std::variant<QString, QImage>;
  /// Finds the faces of another picture. A newer question, also one of lendFace, replaces an older one.
  void lookAt(const Source& source, std::function<void(const std::shared_ptr<const OtherPicture>&)> found,
              std::function<void(const Error&)> failed);

  /// The largest face of another picture, to take its look; `found` gets nothing where the picture shows no
  /// face. A newer question replaces an older one.
  struct Lender {
    StyleReference style;
    QImage thumbnail;
  };
  void lendFace(const QString& path, std::function<void(const std::shared_ptr<const Lender>&)> found,
                std::function<void(const Error&)> failed);

  State state() const { return state_; }
  /// Why the last search failed; only with State::Failed.
  const Error& failure() const { return *failure_; }
  /// Whether an answer is to come.
  bool busy() const { return soon_.isActive() || state_ == State::Searching || boxes_ > 0; }
  /// Whether boxes drawn by hand are being analysed.
  bool analysing() const { return boxes_ > 0; }

 Q_SIGNALS:
  void stateChanged();
  /// The box holds no face that can be analysed.
  void boxFailed(const pentimento::Error& error);

 private:
  struct Shared;
  using UseOther = std::function<void(OtherPicture)>;
  void submitOther(const Source& source, UseOther use, std::function<void()> found,
                   std::function<void(const Error&)> failed);
  void photoChanged();
  void remember();
  void setState(State state);

  DocumentModel& document_;
  FaceModel& faces_;
  PhotoJobs& worker_;
  // What jobs use: only the worker's thread looks inside, but for what is atomic.
  std::shared_ptr<Shared> shared_;
  FaceCache cache_;
  QString identity_;  // of the open photo; empty: none
  QTimer soon_;
  bool automatic_ = true;
  bool searched_ = false;  // to the end, so that even no face is an answer
  int serial_ = 0;         // of the newest search: a superseded one ends after the next began
  int boxes_ = 0;
  State state_ = State::NotSearched;
  std::optional<Error> failure_;
};

}  // namespace pentimento
