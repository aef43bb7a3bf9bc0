// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

#include "ui/faces/face_model.h"

namespace pentimento {

/// The faces with thumbnail, size and turn. What is hovered or has the keyboard's focus here shows on the
/// canvas, and the other way round; Delete deletes a face that was drawn by hand.
class FaceList : public QListWidget {
  Q_OBJECT
 public:
  explicit FaceList(FaceModel& faces, QWidget* parent = nullptr);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {200, 72}; }

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void refresh();
  void selectionChanged();
  void hoverChanged();
  void hoverCurrent();

  FaceModel& faces_;
  bool refreshing_ = false;
};

}  // namespace pentimento
