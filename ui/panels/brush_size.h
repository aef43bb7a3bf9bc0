// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QSlider;
class QSpinBox;

namespace pentimento {

class MaskBrush;

/// The size of the brush, as a slider and a number. Two panels show it: both tools paint with one brush.
class BrushSize : public QWidget {
  Q_OBJECT
 public:
  /// `name`: of the slider for tests, the number's with "Spin".
  BrushSize(MaskBrush& brush, const QString& name, QWidget* parent = nullptr);

 private:
  void refresh();

  MaskBrush& brush_;
  QSlider* slider_;
  QSpinBox* spin_;
};

}  // namespace pentimento
