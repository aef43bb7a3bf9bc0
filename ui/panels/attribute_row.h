// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSlider>

#include "ui/attributes/sliders_model.h"
#include "ui/burst.h"

class QGridLayout;
class QLabel;
class QSpinBox;

namespace pentimento {

/// A slider with its zero in the middle: a tick marks it, the bar grows from there, a double click goes
/// there.
class CentredSlider : public QSlider {
  Q_OBJECT
 public:
  explicit CentredSlider(int reach, QWidget* parent = nullptr);

 Q_SIGNALS:
  void resetWanted();

 protected:
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
};

/// Name, slider and number of one attribute: a line of a grid. In hundredths of a strength; the number goes
/// beyond the slider's ends.
class AttributeRow : public QObject {
  Q_OBJECT
 public:
  AttributeRow(Attribute attribute, QGridLayout& grid, int line, QObject* parent = nullptr);

  void show(const SlidersModel::Position& position);
  /// `obstacle`: why the attribute cannot be changed, a tool tip; empty: it can.
  void setObstacle(const QString& obstacle);

 Q_SIGNALS:
  /// `gesture`: as DocumentModel.
  void moved(double strength, int gesture);

 private:
  void move(int hundredths);

  QLabel* name_;
  CentredSlider* slider_;
  QSpinBox* spin_;
  Burst burst_;
  int drag_ = DocumentModel::noGesture;
};

}  // namespace pentimento
