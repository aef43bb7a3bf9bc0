// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <stop_token>
#include <vector>

#include "ui/training/photo_look.h"
#include "ui/training/training_task.h"

namespace pentimento {

/// The photos that a new run is to learn from, or the faces in them, looked at one after the other off the UI
/// thread: what speaks against one leaves it out until the user takes it in. Use on the UI thread.
class TrainingPhotos : public QObject {
  Q_OBJECT
 public:
  struct Entry : Finding {
    QString id;  ///< the file's name, with a number behind it for a face
    QString file;
    bool looked = false;
    bool corrected = false;  ///< its label map, by the user
    bool used = true;
  };

  explicit TrainingPhotos(QObject* parent = nullptr);
  ~TrainingPhotos() override;

  /// What is looked for, from now on and again in the photos that are there already.
  void setLook(PhotoLook look);
  /// Files, and folders with all that is in them; those that are there already are not added twice.
  void add(const QStringList& paths);
  void remove(const QString& id);
  void clear();
  void setUsed(const QString& id, bool used);
  /// A face's label map as the user corrected it (U8, square); it is taken in, unless something else speaks
  /// against it.
  void setLabels(const QString& id, const Image& labels);

  /// What the user says of faces.
  void setMark(const QStringList& ids, Trait trait, bool has);

  const std::vector<Entry>& entries() const { return entries_; }
  /// nullptr: none.
  const Entry* entry(const QString& id) const;
  /// Their ids.
  QStringList used() const;
  std::vector<TrainingItem> items() const;
  bool busy() const { return waiting_ > 0; }

 Q_SIGNALS:
  void changed();

 private:
  void forget();
  void look(const QString& file);
  void keep(const QString& file, std::vector<Finding> findings);
  QString objectionTo(const Finding& finding, const QString& file) const;
  std::vector<Entry>::iterator find(const QString& id);

  std::vector<Entry> entries_;
  PhotoLook look_ = lookAtPhotos();
  std::stop_source stop_;  // of what is being looked at; answers after it are dropped
  QThreadPool pool_;
  int waiting_ = 0;
};

}  // namespace pentimento
