// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChartView>

#include "core/runs/run_history.h"

class QLineSeries;

namespace pentimento {

/// Losses of training (left axis) and the score on the validation photos (right axis) over the steps. A
/// rubber band zooms, a right click goes back.
class LossChart : public QChartView {
  Q_OBJECT
 public:
  explicit LossChart(QWidget* parent = nullptr);

  void show(const RunHistory& history);
  void setLogarithmic(bool logarithmic);

 protected:
  void changeEvent(QEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;

 private:
  struct Curve {
    QString name;
    QList<QPointF> points;
    bool validation = false;
  };
  static QList<Curve> curvesOf(const RunHistory& history);
  void draw();
  void addAxes();
  void colour();

  QList<Curve> curves_;
  bool logarithmic_ = false;
};

}  // namespace pentimento
