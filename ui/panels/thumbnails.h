// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QThreadPool>

namespace pentimento {

/// Small square pictures of files, read off the UI thread and kept. Use on the UI thread.
class Thumbnails : public QObject {
  Q_OBJECT
 public:
  static constexpr int side = 128;  ///< pixels

  explicit Thumbnails(QObject* parent = nullptr);
  ~Thumbnails() override;

  /// Null as long as it is not known; then ready() tells of it.
  QImage of(const QString& path);

 Q_SIGNALS:
  /// Not for files that cannot be read.
  void ready(const QString& path);

 private:
  void keep(const QString& path, const QImage& picture);

  QThreadPool pool_;
  QHash<QString, QImage> known_;  // null: cannot be read
  QSet<QString> asked_;
};

}  // namespace pentimento
