// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/makeup/look_shelf.h"
#include "ui/panels/thumbnails.h"

class QTabBar;

namespace pentimento {

class PictureList;

/// The pictures to take make-up from again, one row of the shelf at a time.
class ShelfView : public QWidget {
  Q_OBJECT
 public:
  /// Must outlive this.
  explicit ShelfView(LookShelf& shelf, QWidget* parent = nullptr);

 Q_SIGNALS:
  void chosen(const QString& path);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void refresh();
  void showThumbnail(const QString& path);

  LookShelf& shelf_;
  Thumbnails thumbnails_;
  QList<LookShelf::Entry> entries_;  // that show
  QTabBar* rows_;
  PictureList* pictures_;
};

}  // namespace pentimento
