// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QListWidget>

namespace pentimento {

/// Small pictures to choose from, side by side: by click, or by arrow keys and Enter. Those that are files
/// can be dragged away.
class PictureList : public QListWidget {
  Q_OBJECT
 public:
  struct Picture {
    QImage picture;  ///< null: not known yet
    QString name, about;
    QString path;  ///< empty: no file
  };

  /// `side` of the pictures, logical pixels; `rows` show, the rest scrolls.
  PictureList(int side, int rows, QWidget* parent = nullptr);

  void show(const QList<Picture>& pictures);
  void setPicture(int row, const QImage& picture);
  /// What an empty list says.
  void setHint(const QString& hint);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {100, sizeHint().height()}; }

 Q_SIGNALS:
  void chosen(int row);
  void removeWanted(int row);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  QMimeData* mimeData(const QList<QListWidgetItem*>& items) const override;

 private:
  int side_, rows_;
  QString hint_;
};

}  // namespace pentimento
