// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/burst.h"

class QGridLayout;
class QLabel;
class QSlider;
class QSpinBox;

namespace pentimento {

/// Name, slider and number of a share: a line of a grid.
class PercentRow : public QObject {
  Q_OBJECT
 public:
  /// `most`: the upper end, a share; `id`: object names begin with it.
  PercentRow(const QString& title, const QString& id, double most, QGridLayout& grid, int line,
             QObject* parent = nullptr);

  /// `mixed`: the share is a mean.
  void show(double share, bool mixed);
  void setEnabled(bool enabled);

 Q_SIGNALS:
  /// `gesture`: as DocumentModel; a drag or a burst of keys.
  void moved(double share, int gesture);

 private:
  void move(int percent);

  QLabel* name_;
  QSlider* slider_;
  QSpinBox* spin_;
  Burst burst_;
  int drag_ = DocumentModel::noGesture;
};

}  // namespace pentimento
