// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/makeup/makeup_edit.h"

class QLabel;

namespace pentimento {

class Actions;
class LooksModel;
class PictureList;

/// Whose make-up the faces wear: the reference's face, and the others of its picture.
class LookPicker : public QWidget {
  Q_OBJECT
 public:
  /// Both must outlive this.
  LookPicker(LooksModel& looks, const Actions& actions, QWidget* parent = nullptr);

  /// What shows when nothing else does: the look that is worn may have changed.
  void refresh();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QWidget* makeWorn(const Actions& actions);

  LooksModel& looks_;
  Look shown_;  // none: also where faces differ
  QLabel *thumbnail_, *name_;
  PictureList* faces_;
};

}  // namespace pentimento
