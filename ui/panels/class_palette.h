// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QWidget>

#include "core/face/label_map.h"

namespace pentimento {

/// The 19 classes with their colours and names, one of them chosen; the arrow keys go from one to the next.
class ClassPalette : public QWidget {
  Q_OBJECT
 public:
  explicit ClassPalette(QWidget* parent = nullptr);

  FaceClass current() const { return static_cast<FaceClass>(group_.checkedId()); }
  void setCurrent(FaceClass id);

 Q_SIGNALS:
  void chosen(pentimento::FaceClass id);

 private:
  QButtonGroup group_;
};

}  // namespace pentimento
