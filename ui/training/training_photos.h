// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <vector>

#include "core/data/photo_check.h"

namespace pentimento {

/// The photos that a new run is to learn from, looked at one after the other off the UI thread: what speaks
/// against a photo leaves it out until the user takes it in. Use on the UI thread.
class TrainingPhotos : public QObject {
  Q_OBJECT
 public:
  static constexpr int thumbnailSide = 96;

  struct Entry {
    QString file;
    QImage thumbnail;  ///< null until it was looked at
    QString objection;
    PhotoCheck check;
    bool checked = false;  ///< was looked at
    bool used = true;
  };

  explicit TrainingPhotos(QObject* parent = nullptr);
  ~TrainingPhotos() override;

  /// Files, and folders with all that is in them; those that are there already are not added twice.
  void add(const QStringList& paths);
  void remove(const QString& file);
  void clear();
  void setUsed(const QString& file, bool used);

  const std::vector<Entry>& entries() const { return entries_; }
  QStringList used() const;
  bool busy() const { return waiting_ > 0; }

 Q_SIGNALS:
  void changed();

 private:
  struct Look {
    PhotoCheck check;
    QImage thumbnail;
  };
  void keep(const QString& file, const Look& look);
  Entry* find(const QString& file);

  std::vector<Entry> entries_;
  QThreadPool pool_;
  int waiting_ = 0;
};

}  // namespace pentimento
