// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QWidget>

namespace pentimento {

/// A reference picture to take colours from: dropped here, or set by the panel. A click takes the colour
/// under the pointer; with the keyboard the arrow keys move a cross and Enter takes its colour.
class ReferenceView : public QWidget {
  Q_OBJECT
 public:
  explicit ReferenceView(QWidget* parent = nullptr);
  void setPicture(const QImage& picture);
  bool hasPicture() const { return !picture_.isNull(); }
  QSize sizeHint() const override { return {220, 140}; }

 Q_SIGNALS:
  void picked(const QColor& colour);
  void dropped(const QString& path);
  /// A click on the empty view: open a picture.
  void openRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  QRectF pictureRect() const;
  QColor colourAt(const QPointF& position) const;

  QImage picture_;
  QPointF pointer_;
  bool pointing_ = false;
};

}  // namespace pentimento
